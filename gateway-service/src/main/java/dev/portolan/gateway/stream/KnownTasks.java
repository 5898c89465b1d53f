package dev.portolan.gateway.stream;

import dev.portolan.gateway.audit.Answer;
import dev.portolan.gateway.call.Call;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** The tasks that one caller may ask for at one endpoint, by the ids it has for them. */
public interface KnownTasks {
    /** The task of that id; empty if it never was, has expired, is another's, or is not permitted any more. */
    Optional<Call.Task> task(String id);

    /** What has become of a task, asked for on behalf of the caller, on record. */
    Uni<Answer> look(String id);
}

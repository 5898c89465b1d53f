package dev.portolan.audit.people;

import dev.portolan.audit.people.keys.DataKeys;
import dev.portolan.audit.people.keys.KeyEncryption;
import dev.portolan.audit.people.keys.KeyId;
import dev.portolan.audit.people.keys.PayloadConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Under which numbers and keys people are known. Looks up what it does not remember, all of a batch at once; while a
 * transaction has looked, nobody is erased.
 */
@ApplicationScoped
public class People {

    /**
     * The generation, and which history of the database it is one of: a server that was started again, its standby or
     * a dump may lack what was committed last.
     */
    private static final String STAY = "SELECT concat_ws(' ', people.stay(),"
            + " (SELECT xmin FROM people.generation), pg_postmaster_start_time())";

    private final KeyEncryption encryption;
    private final Memory memory;

    /** With keys from files. */
    public People(KeyEncryption encryption, PayloadConfig config) {
        this.encryption = encryption;
        this.memory = new Memory(config.remembered());
    }

    /** Those who acted, new ones with a new number, in the transaction of {@code connection}. */
    public Bound bind(Connection connection, Collection<Acted> acted) throws SQLException {
        Bound bound = memory.recall(generation(connection), acted);
        List<Acted> strangers = acted.stream()
                .filter(each -> bound.actor(each.commitment(), each.at()) == Bound.UNDISCLOSED)
                .toList();
        if (!strangers.isEmpty()) {
            Subjects subjects = new Subjects(connection);
            Map<String, Long> found = subjects.forgotten(strangers);
            bound.forgotten.addAll(found.values());
            found.putAll(subjects.find(strangers.stream()
                    .filter(each -> !found.containsKey(each.commitment()))
                    .toList()));
            strangers.stream()
                    .filter(each -> found.containsKey(each.commitment()))
                    .forEach(each -> bound.subjects.put(each.seen(), found.get(each.commitment())));
        }
        Set<KeyId> missing = new HashSet<>();
        acted.stream()
                .filter(Acted::payload)
                .map(each -> KeyId.at(bound.actor(each.commitment(), each.at()), each.at()))
                .filter(id -> id.subject() != Bound.UNDISCLOSED
                        && !bound.isForgotten(id.subject())
                        && !bound.keys.containsKey(id))
                .forEach(missing::add);
        if (!missing.isEmpty()) {
            bound.keys.putAll(new DataKeys(connection, encryption).find(missing));
        }
        return bound;
    }

    /** What was bound in a transaction that is now committed need not be looked up again. */
    public void remember(Bound bound) {
        memory.remember(bound);
    }

    private static String generation(Connection connection) throws SQLException {
        try (PreparedStatement stay = connection.prepareStatement(STAY);
                ResultSet generation = stay.executeQuery()) {
            generation.next();
            return generation.getString(1);
        }
    }
}

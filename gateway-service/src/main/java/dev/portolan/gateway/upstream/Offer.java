package dev.portolan.gateway.upstream;

import dev.portolan.gateway.call.ClientFacts;
import dev.portolan.gateway.speech.Introduction;
import dev.portolan.gateway.speech.Speech;
import dev.portolan.mcp.JsonSlice;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a connector says unasked, if it is asked to.
 *
 * @param speech how it is asked; null if it says nothing
 * @param lists the capabilities whose lists it says the changes of
 * @param resources whether it says that resources changed
 * @param tasks whether it says that tasks changed, to those who know of them
 */
record Offer(@Nullable Speech speech, Set<String> lists, boolean resources, boolean tasks) {
    static final Offer NOTHING = new Offer(null, Set.of(), false, false);

    private static final List<String> LISTS = List.of("tools", "prompts", "resources");

    static Offer of(Eras.Verdict verdict) {
        Introduction said = verdict.introduction();
        Set<String> lists =
                LISTS.stream().filter(list -> says(said, list, "listChanged")).collect(Collectors.toSet());
        boolean resources = says(said, "resources", "subscribe");
        JsonSlice extensions = said.capabilities().get("extensions");
        boolean tasks =
                verdict.modern().isPresent() && extensions != null && extensions.member(ClientFacts.TASKS) != null;
        return lists.isEmpty() && !resources && !tasks
                ? NOTHING
                : new Offer(verdict.speechFor(true), lists, resources, tasks);
    }

    private static boolean says(Introduction said, String capability, String setting) {
        JsonSlice settings = said.capabilities().get(capability);
        JsonSlice value = settings == null ? null : settings.member(setting);
        return value != null && value.isTrue();
    }

    /** Whether it says nothing but what became of tasks. */
    boolean onlyTasks() {
        return lists.isEmpty() && !resources;
    }
}

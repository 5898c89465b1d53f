package dev.portolan.gateway.view;

import dev.portolan.gateway.call.FeatureKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What an operator chose of all that connectors offer, to be offered at an endpoint of its own.
 *
 * @param id its name in the endpoint's path, {@code [a-z][a-z0-9-]{0,20}}
 * @param title what it is called; may be empty
 * @param description what models are told about it; may be empty
 * @param choices what is offered, in the operator's order
 */
public record View(String id, String title, String description, List<Choice> choices) {
    public View {
        choices = List.copyOf(choices);
    }

    /** Ids of the connectors it takes from. */
    public Set<String> connectors() {
        Set<String> ids = new LinkedHashSet<>();
        choices.forEach(choice -> ids.add(choice.connector()));
        return ids;
    }

    /**
     * The choices that count for a feature: those that name it outright, each an offer of its own; if there is none,
     * the first whose pattern covers it.
     */
    List<Choice> choicesOf(FeatureKind kind, String connector, String upstreamName) {
        List<Choice> covering = choices.stream()
                .filter(choice -> choice.isAbout(kind, connector) && choice.covers(upstreamName))
                .toList();
        List<Choice> outright = covering.stream().filter(Choice::isOutright).toList();
        return outright.isEmpty() ? covering.stream().limit(1).toList() : outright;
    }
}

package dev.portolan.gateway.view;

import dev.portolan.gateway.call.FeatureKind;
import dev.portolan.gateway.naming.Naming;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a view offers, under its names; what it does not rename has the name that it has among all connectors. URIs are
 * those of all connectors everywhere, whether chosen or not, so that links stay computable both ways.
 */
public final class ViewSelection implements Selection, Naming {
    private final View view;
    private final Naming federated;
    private final Set<String> outright;

    /** @param federated names and URIs that tell all connectors apart */
    public ViewSelection(View view, Naming federated) {
        this.view = view;
        this.federated = federated;
        this.outright = view.choices().stream()
                .filter(Choice::isOutright)
                .map(choice -> key(choice.kind(), choice.of(choice.kind(), choice.text(), federated)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String key(FeatureKind kind, Shown shown) {
        return kind + " " + shown.name();
    }

    /** What a pattern covers does not take a name that was given outright. */
    @Override
    public List<Shown> of(FeatureKind kind, String connector, String upstreamName) {
        List<Shown> forms = new ArrayList<>();
        for (Choice choice : view.choicesOf(kind, connector, upstreamName)) {
            Shown shown = choice.of(kind, upstreamName, federated);
            if (choice.isOutright() || !outright.contains(key(kind, shown))) {
                forms.add(shown);
            }
        }
        return forms;
    }

    @Override
    public Naming naming() {
        return this;
    }

    /** The first, if it is offered several times. */
    @Override
    public Optional<String> name(FeatureKind kind, String connector, String upstreamName) {
        return of(kind, connector, upstreamName).stream().findFirst().map(Shown::name);
    }

    @Override
    public String uri(String connector, String original) {
        return federated.uri(connector, original);
    }

    @Override
    public Optional<Original> original(String publicUri) {
        return federated.original(publicUri);
    }
}

package dev.portolan.local.supervise;

import dev.portolan.local.process.ServiceSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Puts parts into an order in which each comes after all that it depends on. */
public final class StartOrder {

    private StartOrder() {}

    /**
     * Orders them; parts that need nothing of each other keep their order.
     *
     * @param specs the parts
     * @return the same parts
     * @throws IllegalArgumentException if two depend on each other or one depends on a part that is not there: an
     *     error in the suite's definition, not in anybody's input
     */
    public static List<ServiceSpec> of(List<ServiceSpec> specs) {
        List<ServiceSpec> waiting = new ArrayList<>(specs);
        List<ServiceSpec> ordered = new ArrayList<>();
        Set<String> ids = new LinkedHashSet<>();
        while (!waiting.isEmpty()) {
            ServiceSpec next = waiting.stream()
                    .filter(spec -> ids.containsAll(spec.dependsOn()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no start order for "
                            + waiting.stream().map(ServiceSpec::id).toList()));
            waiting.remove(next);
            ordered.add(next);
            ids.add(next.id());
        }
        return ordered;
    }
}

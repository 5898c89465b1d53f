package dev.portolan.gateway.catalog;

import dev.portolan.gateway.call.FeatureKind;
import dev.portolan.gateway.view.Choice;
import dev.portolan.gateway.view.View;
import dev.portolan.mcp.JsonSlice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks for what a view names and nobody has. */
final class ViewReview {
    private ViewReview() {}

    /** Each a sentence. Resources that are not listed may be there all the same, so nothing is said of them. */
    static List<String> missing(View view, Map<String, Listing> listings) {
        List<String> missing = new ArrayList<>();
        for (Choice choice : view.choices()) {
            Listing listing = listings.get(choice.connector());
            if (listing == null) {
                missing.add("there is no connector " + choice.connector());
            } else if (listing.state() != Listing.State.UNREACHED && !isThere(choice, listing)) {
                missing.add("connector " + choice.connector() + " offers no "
                        + (choice.kind() == FeatureKind.TOOL ? "tool " : "prompt ") + choice.text());
            }
        }
        return missing.stream().distinct().toList();
    }

    private static boolean isThere(Choice choice, Listing listing) {
        List<JsonSlice> definitions =
                switch (choice.kind()) {
                    case TOOL -> listing.tools();
                    case PROMPT -> listing.prompts();
                    case RESOURCE, TEMPLATE -> List.of();
                };
        return choice.kind() == FeatureKind.RESOURCE
                || definitions.stream()
                        .anyMatch(definition -> choice.covers(FeatureReader.nameOf(choice.kind(), definition)));
    }
}

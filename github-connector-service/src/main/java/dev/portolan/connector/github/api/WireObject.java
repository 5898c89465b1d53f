package dev.portolan.connector.github.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.connector.github.failure.Failure;
import dev.portolan.connector.github.text.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object of GitHub's, read field by field. What must be there and is not, or is of another type, is GitHub's
 * fault and said so; all text comes out as {@link VisibleText}.
 */
public final class WireObject {

    private final JsonNode node;

    WireObject(JsonNode node) {
        if (!node.isObject()) {
            throw misbehaved("an object");
        }
        this.node = node;
    }

    public String text(String field) {
        return optionalText(field).orElseThrow(() -> misbehaved(field));
    }

    public Optional<String> optionalText(String field) {
        return raw(field).map(VisibleText::of);
    }

    public @Nullable String textOrNull(String field) {
        return optionalText(field).orElse(null);
    }

    /** Text as it came, for what is decoded before it is shown. */
    public Optional<String> raw(String field) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw misbehaved(field);
        }
        return Optional.of(value.textValue());
    }

    public int number(String field) {
        JsonNode value = node.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw misbehaved(field);
        }
        return value.intValue();
    }

    public Optional<Integer> optionalNumber(String field) {
        return node.path(field).isIntegralNumber() ? Optional.of(number(field)) : Optional.empty();
    }

    public boolean flag(String field) {
        return node.path(field).asBoolean(false);
    }

    public boolean has(String field) {
        return node.hasNonNull(field);
    }

    public Optional<WireObject> optionalObject(String field) {
        return has(field) ? Optional.of(new WireObject(node.get(field))) : Optional.empty();
    }

    public WireObject object(String field) {
        return optionalObject(field).orElseThrow(() -> misbehaved(field));
    }

    /** The objects of a list; a list that is missing is empty. */
    public List<WireObject> objects(String field) {
        return list(node.path(field), field);
    }

    /** A login within, or null where GitHub shows nobody because the account is gone. */
    public @Nullable String login(String field) {
        return optionalObject(field).map(person -> person.text("login")).orElse(null);
    }

    static List<WireObject> list(JsonNode array, String field) {
        if (!array.isArray() && !array.isMissingNode()) {
            throw misbehaved(field);
        }
        List<WireObject> objects = new ArrayList<>(array.size());
        array.forEach(element -> objects.add(new WireObject(element)));
        return objects;
    }

    private static RuntimeException misbehaved(String field) {
        return Failure.UPSTREAM_MISBEHAVED.because(
                "GitHub's answer does not have the form GitHub describes (" + field + ").");
    }
}

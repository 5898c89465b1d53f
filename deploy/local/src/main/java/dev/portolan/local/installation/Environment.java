package dev.portolan.local.installation;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The environment variables the launcher was started with. An empty variable counts as absent.
 *
 * @param variables name to value
 */
public record Environment(Map<String, String> variables) {

    /** Keeps an own copy. */
    public Environment {
        variables = Map.copyOf(variables);
    }

    /**
     * One variable.
     *
     * @param name its name
     * @return its value without surrounding blanks, unless absent or blank
     */
    public Optional<String> text(String name) {
        return Optional.ofNullable(variables.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /**
     * The variables a part may see because of how they begin.
     *
     * @param prefixes what their names may begin with
     * @return those present, sorted by name
     */
    public Map<String, String> startingWith(String... prefixes) {
        Map<String, String> found = new TreeMap<>();
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            for (String prefix : prefixes) {
                if (variable.getKey().startsWith(prefix)) {
                    found.put(variable.getKey(), variable.getValue());
                }
            }
        }
        return found;
    }

    /** Names only: values may be secrets. */
    @Override
    public String toString() {
        return "Environment" + variables.keySet();
    }
}

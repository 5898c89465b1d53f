package dev.portolan.gateway.view;

/** An input schema that cannot do without an argument that is to be set. */
public final class Irreducible extends Exception {
    /** @param why goes on after "its input schema" */
    public Irreducible(String why) {
        super(why, null, false, false);
    }

    /** Why, for the operator; goes on after "its input schema". */
    public String text() {
        return String.valueOf(getMessage());
    }
}

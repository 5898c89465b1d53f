package dev.portolan.gateway.child;

/** A program cannot be started. The text is for operators and goes on after "the process of connector x". */
final class CannotStart extends Exception {
    private static final long serialVersionUID = 1;

    CannotStart(String text) {
        super(text, null, false, false);
    }

    String text() {
        return String.valueOf(getMessage());
    }
}

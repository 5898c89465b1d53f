package dev.portolan.connector.github.text;

import dev.portolan.connector.github.failure.Failure;

/** Numbers of issues and pull requests where they come as text. */
public final class Numbers {

    private Numbers() {}

    /**
     * Reads a number from 1.
     *
     * @throws dev.portolan.mcp.server.ToolCallException validation_failed, if it is none
     */
    public static int parse(String text) {
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw Failure.VALIDATION_FAILED.because("number: give the number of an issue or pull request.");
        }
        return Integer.parseInt(text);
    }
}

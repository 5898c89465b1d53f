package dev.portolan.gateway.reload;

/**
 * One thing that is wrong with a file.
 *
 * @param line where, counted from 1; 0 if it concerns the file as a whole
 * @param sentence what is wrong and how to mend it; our words, safe to log
 */
public record Fault(int line, String sentence) {
    @Override
    public String toString() {
        return line == 0 ? sentence : "line " + line + ": " + sentence;
    }
}

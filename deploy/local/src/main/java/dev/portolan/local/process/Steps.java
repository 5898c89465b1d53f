package dev.portolan.local.process;

/** Says what is being done for one part right now. */
@FunctionalInterface
public interface Steps {

    /**
     * One step.
     *
     * @param step what is done, e.g. {@code "unpacking"}
     */
    void step(String step);
}

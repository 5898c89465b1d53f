package dev.portolan.local.process;

/** Asks a process whether it can do its work. */
@FunctionalInterface
public interface Probe {

    /**
     * One question, answered within about two seconds.
     *
     * @return true if it said that it is ready; false for everything else, no answer included
     */
    boolean isReady();
}

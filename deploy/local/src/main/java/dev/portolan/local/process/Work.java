package dev.portolan.local.process;

import java.io.IOException;

/** Something to be done once around the start of a process, e.g. unpacking it or making its databases. */
@FunctionalInterface
public interface Work {

    /** Nothing to do. */
    Work NONE = steps -> {};

    /**
     * Does it; doing it again changes nothing.
     *
     * @param steps told what is being done
     * @throws IOException if a file cannot be read or written
     * @throws InterruptedException if the launcher is being stopped
     */
    void run(Steps steps) throws IOException, InterruptedException;
}

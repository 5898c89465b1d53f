/**
 * Runs the whole suite on one machine: start reading at {@code command}, then {@code suite} for what is started and
 * {@code supervise} for how. It decides processes, ports, files and secrets of a local run, and refuses to know
 * anything of what the services do with them.
 */
@NullMarked
package dev.portolan.local;

import org.jspecify.annotations.NullMarked;

package dev.portolan.local.command;

import java.io.PrintStream;
import java.time.Clock;

/**
 * What a command speaks to.
 *
 * @param out results and progress
 * @param err failures
 * @param clock tells the time
 */
record Terminal(PrintStream out, PrintStream err, Clock clock) {}

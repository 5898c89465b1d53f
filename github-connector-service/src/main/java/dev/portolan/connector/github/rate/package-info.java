/**
 * Decides what GitHub's budgets say: what is left, when a limit was met, and how long requests are held back then.
 * Refuses to know which call was limited and what is told to its caller.
 */
@NullMarked
package dev.portolan.connector.github.rate;

import org.jspecify.annotations.NullMarked;

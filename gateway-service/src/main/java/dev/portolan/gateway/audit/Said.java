package dev.portolan.gateway.audit;

import dev.portolan.audit.event.Arguments;
import dev.portolan.audit.event.seal.Disclosed;
import org.jspecify.annotations.Nullable;

/**
 * What a record says of arguments, and what travels beside it.
 *
 * @param arguments for the record
 * @param beside what it commits to; null if it commits to nothing
 */
record Said(Arguments arguments, @Nullable Disclosed beside) {
    /** There are none. */
    static final Said NOTHING = new Said(Arguments.NONE, null);
}

/**
 * How questions are put to PostgreSQL: as texts that are constants with values beside them, in transactions that cannot
 * write, for a bounded time. Refuses to know what is asked.
 */
@NullMarked
package dev.portolan.audit.store;

import org.jspecify.annotations.NullMarked;

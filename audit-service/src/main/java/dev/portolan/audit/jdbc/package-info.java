/** How PostgreSQL is written to: all of what belongs together, or nothing. Refuses to know what. */
@NullMarked
package dev.portolan.audit.jdbc;

import org.jspecify.annotations.NullMarked;

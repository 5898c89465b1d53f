/**
 * Decides how PostgreSQL's values become JSON and back: nothing lost, everything bounded. It refuses to know where
 * values come from and who reads them.
 */
@NullMarked
package dev.portolan.connector.db.value;

import org.jspecify.annotations.NullMarked;

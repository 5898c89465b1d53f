/**
 * Decides how much of an answer a caller gets, and says exactly what was left out. It refuses to know what the tables
 * mean.
 */
@NullMarked
package dev.portolan.connector.db.query;

import org.jspecify.annotations.NullMarked;

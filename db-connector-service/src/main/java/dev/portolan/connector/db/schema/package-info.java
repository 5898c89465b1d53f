/**
 * Decides what is told of a database's tables: what its role may see, in words of the catalog. It refuses to know how
 * clients ask.
 */
@NullMarked
package dev.portolan.connector.db.schema;

import org.jspecify.annotations.NullMarked;

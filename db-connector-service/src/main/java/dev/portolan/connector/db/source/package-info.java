/**
 * Decides which databases there are and which of them may be served: those that can be reached, whose role is no
 * superuser and on which every attack of the self-test failed. It refuses to know what is asked of them.
 */
@NullMarked
package dev.portolan.connector.db.source;

import org.jspecify.annotations.NullMarked;

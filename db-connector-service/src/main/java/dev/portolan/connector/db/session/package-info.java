/**
 * Decides how connections to a server are opened, lent to at most ten callers at a time and made clean again. It
 * refuses to know what is asked on them. The only package that touches the driver.
 */
@NullMarked
package dev.portolan.connector.db.session;

import org.jspecify.annotations.NullMarked;

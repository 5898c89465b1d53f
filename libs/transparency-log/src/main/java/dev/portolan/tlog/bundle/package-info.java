/**
 * A log as files, and the check that nothing of it was changed: needs no network, no database and none of the code
 * that wrote it. Decides what is wrong and where first; refuses to know what an entry means.
 */
@NullMarked
package dev.portolan.tlog.bundle;

import org.jspecify.annotations.NullMarked;

/**
 * What people sent and received, as it is kept: decides how what came sealed is opened and checked, under which keys it
 * is stored, and how those are kept. A data key belongs to one person and month; without it a payload is noise.
 */
@NullMarked
package dev.portolan.audit.people.keys;

import org.jspecify.annotations.NullMarked;

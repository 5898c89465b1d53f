/** Questions to servers of others, which may be slow or worse. Refuses to know what is asked. */
@NullMarked
package dev.portolan.audit.outward;

import org.jspecify.annotations.NullMarked;

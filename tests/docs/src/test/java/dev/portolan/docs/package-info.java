/**
 * Decides whether the repository is as tidy as it says and its generated pages are as new as the code. Refuses to know
 * anything that only a compiled or a running Portolan can tell: it reads files.
 */
@NullMarked
package dev.portolan.docs;

import org.jspecify.annotations.NullMarked;

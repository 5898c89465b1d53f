/**
 * Records for other systems: decides the formats, and how an answer of any length is written at constant memory, page
 * by page, with a manifest of what it holds. Refuses to know how records are found.
 */
@NullMarked
package dev.portolan.audit.export;

import org.jspecify.annotations.NullMarked;

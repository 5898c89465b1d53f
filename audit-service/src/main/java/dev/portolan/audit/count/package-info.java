/**
 * How many: decides by what records are counted and over which spans of time. Refuses to know single records.
 */
@NullMarked
package dev.portolan.audit.count;

import org.jspecify.annotations.NullMarked;

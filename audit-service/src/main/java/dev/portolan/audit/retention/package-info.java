/**
 * How long records are kept: decides which months may go, under which floor, and what a hold keeps. Refuses to know
 * what the records say.
 */
@NullMarked
package dev.portolan.audit.retention;

import org.jspecify.annotations.NullMarked;

/**
 * The questions auditors ask again and again, with their answers in SQL: decides which there are, what each needs to
 * know and how its answer is written. Each is one file of SQL beside this package; nothing else defines it.
 */
@NullMarked
package dev.portolan.audit.report;

import org.jspecify.annotations.NullMarked;

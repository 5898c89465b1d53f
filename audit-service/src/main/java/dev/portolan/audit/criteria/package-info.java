/**
 * What records can be asked for: decides the parameters, the form of their values and the condition each becomes.
 * Refuses to know what is done with the records that are found.
 */
@NullMarked
package dev.portolan.audit.criteria;

import org.jspecify.annotations.NullMarked;

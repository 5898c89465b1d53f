/**
 * Definitions under change control: what connectors say of themselves and what they offer is cleaned, hashed, compared
 * with what was known, recorded where it differs, and held back where an operator has to approve it first.
 */
@NullMarked
package dev.portolan.gateway.change;

import org.jspecify.annotations.NullMarked;

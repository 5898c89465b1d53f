/**
 * Decides how a failed call looks to whoever made it: one code, one sentence of ours, whether and when to try again.
 * Refuses to know why it failed; that is mapped where it happens.
 */
@NullMarked
package dev.portolan.connector.github.failure;

import org.jspecify.annotations.NullMarked;

/**
 * Transparency logs in published formats: the Merkle tree of RFC 6962, stored and served as C2SP tlog-tiles, its head
 * signed as C2SP tlog-checkpoint, membership shown as C2SP tlog-proof. Decides nothing about what is logged, where it
 * is stored or who may read it; depends on the JDK alone.
 */
@NullMarked
package dev.portolan.tlog;

import org.jspecify.annotations.NullMarked;

/**
 * People who are erased: decides who may have it done, what stands against it and what is on record of it. Refuses to
 * know what they did; that stays, under a handle that names nobody.
 */
@NullMarked
package dev.portolan.audit.erasure;

import org.jspecify.annotations.NullMarked;

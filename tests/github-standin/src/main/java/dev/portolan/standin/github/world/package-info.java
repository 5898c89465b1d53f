/**
 * Holds what exists in the stand-in's GitHub and how it changes. Refuses to know HTTP and JSON.
 */
@NullMarked
package dev.portolan.standin.github.world;

import org.jspecify.annotations.NullMarked;

/**
 * The connectors as the place admitted calls go to: their eras, their lists, their limits, and the call put in their
 * own words. It decides nothing about who may.
 */
@NullMarked
package dev.portolan.gateway.upstream;

import org.jspecify.annotations.NullMarked;

/**
 * How operators write which names and URIs they mean, in every file alike. It knows neither features nor what is to
 * become of them.
 */
@NullMarked
package dev.portolan.gateway.pattern;

import org.jspecify.annotations.NullMarked;

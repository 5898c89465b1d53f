/**
 * What an endpoint offers of what connectors have, under which names, in which words and with which arguments set. It
 * knows neither what connectors have at this moment nor who asks.
 */
@NullMarked
package dev.portolan.gateway.view;

import org.jspecify.annotations.NullMarked;

/**
 * What is on offer: the features of all connectors under their public names and URIs, and which connector a call
 * goes to. It decides nothing about who may, and fetches nothing itself.
 */
@NullMarked
package dev.portolan.gateway.catalog;

import org.jspecify.annotations.NullMarked;

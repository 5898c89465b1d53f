package dev.portolan.gateway.catalog;

import dev.portolan.gateway.call.Endpoint;

/** Finds the catalog of an endpoint, as it is at this moment. */
@FunctionalInterface
public interface Catalogs {
    /** What is offered at the endpoint; an empty catalog if it exists no longer. */
    Catalog at(Endpoint endpoint);
}

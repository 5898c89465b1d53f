package dev.portolan.gateway.change;

import java.time.Instant;
import java.util.Optional;

/**
 * A definition that is not offered until it is approved.
 *
 * @param connector id of its connector
 * @param definition as it would be served
 * @param since when it was first held in this form
 * @param approved the hash that is approved, if another is
 * @param before how it was when it was last offered, if it was since the gateway started
 */
record HeldDefinition(
        String connector,
        Definition definition,
        Instant since,
        Optional<String> approved,
        Optional<Definition> before) {}

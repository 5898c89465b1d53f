package dev.portolan.gateway.view;

/**
 * One form in which a feature is offered.
 *
 * @param name the name or URI that callers use
 * @param title stands in place of the connector's title; empty if that stays
 * @param description stands in place of the connector's description; empty if that stays
 * @param pins arguments that the gateway sets
 */
public record Shown(String name, String title, String description, Pins pins) {
    static Shown asDefined(String name) {
        return new Shown(name, "", "", Pins.NONE);
    }
}

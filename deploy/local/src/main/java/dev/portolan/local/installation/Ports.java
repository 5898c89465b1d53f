package dev.portolan.local.installation;

import dev.portolan.local.report.ExitCode;
import dev.portolan.local.report.LaunchFailure;

/**
 * All ports of a local run, counted from one base so that they move together.
 *
 * @param base the gateway's port, {@value #LOWEST} to {@value #HIGHEST}
 */
public record Ports(int base) {

    /** The default base. */
    public static final int DEFAULT = 7400;
    /** Below are ports that need privileges. */
    public static final int LOWEST = 1024;
    /** Above, the highest offset would not fit. */
    public static final int HIGHEST = 65_400;

    /** Most replicas of the gateway there may be. */
    public static final int MOST_GATEWAYS = 4;

    private static final int MORE_GATEWAYS = 4;
    private static final int STANDIN = 12;
    private static final int POSTGRES = 32;
    private static final int MANAGEMENT = 40;
    private static final int IDENTITY = 80;

    /** Refuses a base that leaves no room for all parts. */
    public Ports {
        if (base < LOWEST || base > HIGHEST) {
            throw new LaunchFailure(
                    ExitCode.USAGE,
                    "PORTOLAN_PORT_BASE is " + base + ": choose a number from " + LOWEST + " to " + HIGHEST + ".");
        }
    }

    /**
     * Reads PORTOLAN_PORT_BASE.
     *
     * @param environment where it may be set
     * @return the ports
     * @throws LaunchFailure if it is no number or out of range
     */
    public static Ports from(Environment environment) {
        String text = environment.text("PORTOLAN_PORT_BASE").orElse(String.valueOf(DEFAULT));
        try {
            return new Ports(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw new LaunchFailure(
                    ExitCode.USAGE,
                    "PORTOLAN_PORT_BASE is \"" + text + "\": choose a number from " + LOWEST + " to " + HIGHEST + ".");
        }
    }

    /** The gateway: what MCP clients talk to. */
    public int gateway() {
        return base;
    }

    /**
     * A replica of the gateway.
     *
     * @param replica from 1, which is {@link #gateway()}, to {@value #MOST_GATEWAYS}
     */
    public int gateway(int replica) {
        return replica == 1 ? gateway() : base + MORE_GATEWAYS + replica - 2;
    }

    /** audit-service. */
    public int audit() {
        return base + 1;
    }

    /** github-connector-service. */
    public int github() {
        return base + 2;
    }

    /** db-connector-service. */
    public int db() {
        return base + 3;
    }

    /** The stand-in of the GitHub REST API. */
    public int githubStandin() {
        return base + STANDIN;
    }

    /** PostgreSQL. */
    public int postgres() {
        return base + POSTGRES;
    }

    /** Health and metrics of the service on the given port. */
    public int managementOf(int servicePort) {
        return servicePort + MANAGEMENT;
    }

    /** Keycloak. */
    public int identity() {
        return base + IDENTITY;
    }

    /** Keycloak's health and metrics. */
    public int identityManagement() {
        return identity() + 1;
    }
}

package dev.portolan.conformance;

import java.time.Clock;

/** Runs the fixture until the process is ended: {@code java -jar suite-connector.jar 8100}. */
public final class Main {
    private Main() {}

    /** @param arguments the port to listen on */
    public static void main(String[] arguments) {
        if (arguments.length != 1 || !arguments[0].matches("\\d{1,5}")) {
            System.err.println("usage: java -jar suite-connector.jar PORT");
            System.exit(2);
        }
        SuiteConnector connector = SuiteConnector.start(Integer.parseInt(arguments[0]), Clock.systemUTC());
        Runtime.getRuntime().addShutdownHook(new Thread(connector::close, "close"));
        System.out.println("suite connector ready at " + connector.url());
    }
}

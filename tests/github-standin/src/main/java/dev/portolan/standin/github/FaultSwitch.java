package dev.portolan.standin.github;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Map;

/** Faults over HTTP, for tests in another process: {@code POST ?kind=status&value=503&times=2}, {@code DELETE}. */
final class FaultSwitch implements HttpHandler {

    private static final int MOST = 1000;

    private final Faults faults;

    FaultSwitch(Faults faults) {
        this.faults = faults;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(change(exchange), -1);
        }
    }

    private int change(HttpExchange exchange) {
        if ("DELETE".equals(exchange.getRequestMethod())) {
            faults.clear();
            return 204;
        }
        try {
            Map<String, String> query = Query.of(exchange.getRequestURI().getRawQuery());
            Fault.Kind kind = Fault.Kind.of(query.getOrDefault("kind", ""));
            int times = Integer.parseInt(query.getOrDefault("times", "1"));
            faults.add(kind, query.getOrDefault("value", ""), Math.min(MOST, times));
            return 204;
        } catch (IllegalArgumentException e) {
            return 400;
        }
    }
}

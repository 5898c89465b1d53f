package dev.portolan.mcp.server.invoke;

import java.util.Map;

/**
 * What a method may be given beside its arguments.
 *
 * @param progress where it tells how far it is
 * @param cancellation how it learns that it may stop
 * @param uri the address being read; empty if none is
 * @param filledIn the arguments known so far, where one is being completed
 */
public record CallScope(
        ProgressReports progress, CallCancellation cancellation, String uri, Map<String, String> filledIn) {
    public CallScope {
        filledIn = Map.copyOf(filledIn);
    }

    public static CallScope of(ProgressReports progress, CallCancellation cancellation) {
        return new CallScope(progress, cancellation, "", Map.of());
    }

    public CallScope reading(String address) {
        return new CallScope(progress, cancellation, address, filledIn);
    }

    public CallScope knowing(Map<String, String> arguments) {
        return new CallScope(progress, cancellation, uri, arguments);
    }
}

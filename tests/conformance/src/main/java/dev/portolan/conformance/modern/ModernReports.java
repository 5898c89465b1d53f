package dev.portolan.conformance.modern;

import dev.portolan.conformance.call.Results;
import dev.portolan.conformance.http.Exchange;
import dev.portolan.conformance.http.StreamReports;
import dev.portolan.mcp.LogLevel;
import dev.portolan.mcp.RequestMeta;
import java.time.Duration;
import java.util.Optional;

/** The answer to one request: plain JSON, or an event stream from the first report on. */
final class ModernReports extends StreamReports {
    private final Optional<LogLevel> wanted;

    /** @throws dev.portolan.mcp.ProtocolError if the request asks for log messages of an unknown level */
    ModernReports(Exchange exchange, RequestMeta meta) {
        super(exchange, meta.progressToken());
        this.wanted = Optional.ofNullable(meta.logLevel()).map(ModernReports::known);
    }

    private static LogLevel known(String level) {
        return LogLevel.of(level).orElseThrow(() -> Results.invalidParams("there is no such log level"));
    }

    @Override
    protected boolean isWanted(LogLevel level) {
        return wanted.filter(least -> level.compareTo(least) >= 0).isPresent();
    }

    @Override
    public void breakStream(Duration retry) {
        // a broken stream would be a cancelled request
    }
}

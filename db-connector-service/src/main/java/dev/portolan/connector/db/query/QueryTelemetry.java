package dev.portolan.connector.db.query;

import dev.portolan.connector.db.failure.DatabaseFailure;
import dev.portolan.connector.db.failure.FailureCode;
import dev.portolan.connector.db.source.Source;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/** Times calls to sources and traces them. What was asked appears nowhere: SQL text quotes data. */
@ApplicationScoped
public class QueryTelemetry {
    private final MeterRegistry meters;
    private final Tracer tracer;

    public QueryTelemetry(MeterRegistry meters, Tracer tracer) {
        this.meters = meters;
        this.tracer = tracer;
    }

    <T> T observe(Source source, String operation, Supplier<T> work) {
        Timer.Sample sample = Timer.start(meters);
        // Attributes: OpenTelemetry semantic conventions for database client calls, without db.query.text
        Span span = tracer.spanBuilder("postgresql " + operation)
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("db.system.name", "postgresql")
                .setAttribute("db.namespace", source.database())
                .setAttribute("db.operation.name", operation)
                .startSpan();
        String outcome = "ok";
        try {
            return work.get();
        } catch (DatabaseFailure failure) {
            outcome = failure.code().wireName();
            span.setAttribute("error.type", outcome);
            if (failure.code() == FailureCode.INTERNAL || failure.connectionLost()) {
                span.setStatus(StatusCode.ERROR);
            }
            throw failure;
        } finally {
            span.end();
            sample.stop(Timer.builder("db.query.duration")
                    .description("Time calls to a source took, waiting for a connection included")
                    .tags("source", source.name(), "operation", operation, "outcome", outcome)
                    .register(meters));
        }
    }
}

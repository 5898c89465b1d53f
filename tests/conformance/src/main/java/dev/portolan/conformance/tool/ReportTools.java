package dev.portolan.conformance.tool;

import dev.portolan.conformance.call.Announcements;
import dev.portolan.conformance.call.FeatureCall;
import dev.portolan.conformance.call.Results;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.LogLevel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Tools that tell the client something before their result: progress, log messages, changed lists. */
final class ReportTools {
    private static final long STEP_MILLIS = 50;
    private static final Duration RETRY = Duration.ofMillis(500);

    private final Announcements announcements;

    ReportTools(Announcements announcements) {
        this.announcements = announcements;
    }

    Map<String, Tool> all() {
        return Map.of(
                "test_tool_with_logging", ReportTools::logging,
                "test_tool_with_progress", ReportTools::progress,
                "test_reconnection", ReportTools::reconnection,
                "test_streaming_elicitation", ReportTools::streaming,
                "test_logging_tool", ReportTools::diagnostic,
                "test_trigger_tool_change", call -> change("tools"),
                "test_trigger_prompt_change", call -> change("prompts"));
    }

    private static JsonObject logging(FeatureCall call) {
        call.reports().log(LogLevel.INFO, "Tool execution started");
        oneStep();
        call.reports().log(LogLevel.INFO, "Tool processing data");
        oneStep();
        call.reports().log(LogLevel.INFO, "Tool execution completed");
        return Results.text("Three messages were logged.");
    }

    private static JsonObject progress(FeatureCall call) {
        call.reports().progress(0, 100);
        oneStep();
        call.reports().progress(50, 100);
        oneStep();
        call.reports().progress(100, 100);
        return Results.text("Progress went from 0 to 100.");
    }

    private static JsonObject reconnection(FeatureCall call) {
        call.reports().breakStream(RETRY);
        oneStep();
        return Results.text("Delivered after the stream was taken up again.");
    }

    private static JsonObject streaming(FeatureCall call) {
        call.reports().open();
        call.reports().log(LogLevel.DEBUG, "Only for clients that asked for debug messages");
        return Results.text("Answered on a stream.");
    }

    private static JsonObject diagnostic(FeatureCall call) {
        call.reports().open();
        call.reports().log(LogLevel.INFO, "Only for clients that asked for messages");
        return Results.text("Logged, if that was asked for.");
    }

    private JsonObject change(String list) {
        announcements.changed(list);
        return Results.text("Announced that the list of " + list + " has changed.");
    }

    /** A piece of work that takes a moment, so that reports arrive one by one. */
    private static void oneStep() {
        new CompletableFuture<Void>()
                .completeOnTimeout(null, STEP_MILLIS, TimeUnit.MILLISECONDS)
                .join();
    }
}

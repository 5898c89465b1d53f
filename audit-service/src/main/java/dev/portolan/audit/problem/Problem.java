package dev.portolan.audit.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/**
 * A problem document, RFC 9457.
 *
 * @param type a URI reference that names the kind of problem; {@code urn:portolan:problem:…}
 * @param title the kind of problem in a few words, the same each time
 * @param status the HTTP status
 * @param detail what is wrong with this request
 * @param howToMend what to do about it
 * @param more members of this kind of problem
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @JsonProperty("how_to_mend") String howToMend,
        @JsonAnyGetter Map<String, Object> more) {

    /** Without further members. */
    public Problem(String type, String title, int status, String detail, String howToMend) {
        this(type, title, status, detail, howToMend, Map.of());
    }

    /** Media type of a problem document. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** The request is wrong in itself: 400. */
    public static Problem badRequest(String detail, String howToMend) {
        return new Problem("urn:portolan:problem:bad-request", "Bad request", 400, detail, howToMend);
    }

    /** No such thing: 404. */
    public static Problem notFound(String detail, String howToMend) {
        return new Problem("urn:portolan:problem:not-found", "Not found", 404, detail, howToMend);
    }

    /** Not as things stand: 409. */
    public static Problem conflict(String kind, String detail, String howToMend, Map<String, Object> more) {
        return new Problem("urn:portolan:problem:" + kind, "Conflict", 409, detail, howToMend, more);
    }

    /** More than is taken at once: 413. */
    public static Problem tooLarge(String detail, String howToMend) {
        return new Problem("urn:portolan:problem:too-large", "Content too large", 413, detail, howToMend);
    }

    /** Not now: 503. */
    public static Problem unavailable(String detail) {
        return new Problem(
                "urn:portolan:problem:unavailable",
                "Service unavailable",
                503,
                detail,
                "Repeat the request after the time in Retry-After; repeating is safe.");
    }
}

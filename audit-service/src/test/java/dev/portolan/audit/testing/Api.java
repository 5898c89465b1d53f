package dev.portolan.audit.testing;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.audit.event.AuditEvent;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The service as gateways and auditors use it. */
public final class Api {

    private Api() {}

    public static Response ingest(AuditEvent... events) {
        return given().auth()
                .oauth2(Tokens.writer())
                .contentType("application/json")
                .body(Events.batch(List.of(events)))
                .post("/ingest");
    }

    public static RequestSpecification carol() {
        return given().auth().oauth2(Tokens.carol());
    }

    /** Names and values in turn. */
    public static ValidatableResponse find(String... parameters) {
        RequestSpecification request = carol();
        for (int i = 0; i < parameters.length; i += 2) {
            request.queryParam(parameters[i], parameters[i + 1]);
        }
        return request.get("/audit/records").then();
    }

    /** Event ids of an answer, in its order. */
    public static List<String> ids(ValidatableResponse answer) {
        List<String> ids = new ArrayList<>();
        json(answer)
                .path("records")
                .forEach(record -> ids.add(record.at("/event/event_id").asText()));
        return ids;
    }

    public static JsonNode json(ValidatableResponse answer) {
        try {
            return new ObjectMapper().readTree(answer.statusCode(200).extract().asByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

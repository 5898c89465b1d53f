package dev.portolan.connector.github.judge;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import dev.portolan.standin.github.Exchange;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds exchanges against GitHub's published description. Loaded once; its tests are skipped where there is no npm. */
public final class Judge {

    private static final Pattern CONTENTS = Pattern.compile("(/repos/[^/]+/[^/]+/contents/)(.*)");

    private static final Optional<Judge> INSTANCE = GitHubDescription.file().map(Judge::new);

    private final OpenApiInteractionValidator validator;

    private Judge(Path description) {
        validator = OpenApiInteractionValidator.createForSpecificationUrl(description.toString())
                .withLevelResolver(LevelResolver.create()
                        // the description names plain JSON where GitHub's guide asks for vnd.github+json
                        .withLevel("validation.request.accept.notAllowed", ValidationReport.Level.IGNORE)
                        // the description lists few of the refusals that GitHub gives
                        .withLevel("validation.response.status.unknown", ValidationReport.Level.IGNORE)
                        // objects of the description are open; this rule would close those within allOf and oneOf
                        .withLevel("validation.schema.additionalProperties", ValidationReport.Level.IGNORE)
                        .build())
                .build();
    }

    /** The judge, if the description could be had. */
    public static Optional<Judge> instance() {
        return INSTANCE;
    }

    /** What is wrong with an exchange; of one that was spoilt on purpose only the request counts. */
    public List<String> faults(Exchange exchange) {
        URI uri = URI.create(exchange.path());
        SimpleRequest.Builder request = new SimpleRequest.Builder(exchange.method(), path(uri.getRawPath()));
        exchange.requestHeaders().forEach((name, values) -> request.withHeader(name, values.toArray(String[]::new)));
        if (uri.getRawQuery() != null) {
            for (String parameter : uri.getRawQuery().split("&")) {
                String[] parts = parameter.split("=", 2);
                request.withQueryParam(decoded(parts[0]), decoded(parts[1]));
            }
        }
        if (!exchange.requestBody().isEmpty()) {
            request.withContentType("application/json").withBody(exchange.requestBody());
        }
        boolean requestOnly = exchange.fault() || exchange.status() == 304;
        SimpleResponse.Builder response = new SimpleResponse.Builder(exchange.status())
                .withContentType("application/json")
                .withBody(exchange.responseBody());
        exchange.responseHeaders().forEach(response::withHeader);
        ValidationReport report = requestOnly
                ? validator.validateRequest(request.build())
                : validator.validate(request.build(), response.build());
        return report.getMessages().stream()
                .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
                .map(message -> exchange.method() + " " + exchange.path() + " " + exchange.status() + ": "
                        + message.getKey() + " " + message.getMessage())
                .toList();
    }

    /**
     * The path as the description can match it: its parameters hold no slash, so a path in a repository becomes one
     * segment, and the root a dot; what a renamed repository redirects to is described under the
     * repository's name only.
     */
    private static String path(String raw) {
        String named = raw.replaceFirst("^/repositories/7001", "/repos/acme/storefront");
        Matcher contents = CONTENTS.matcher(named);
        if (!contents.matches()) {
            return named;
        }
        String path = contents.group(2).isEmpty() ? "." : contents.group(2);
        return contents.group(1) + path.replace("/", "%2F");
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}

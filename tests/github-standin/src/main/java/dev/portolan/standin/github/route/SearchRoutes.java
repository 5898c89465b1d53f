package dev.portolan.standin.github.route;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.standin.github.view.ContentView;
import dev.portolan.standin.github.view.PersonView;
import dev.portolan.standin.github.view.RepositoryView;
import dev.portolan.standin.github.world.Person;
import dev.portolan.standin.github.world.Repository;
import dev.portolan.standin.github.world.World;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Search over repositories and over the code of their main branches. */
final class SearchRoutes {

    private static final int FRAGMENT = 120;

    private final World world;

    SearchRoutes(World world) {
        this.world = world;
    }

    Answer repositories(Request request) {
        if (request.parameter("q").isEmpty()) {
            return Answer.invalid("Search", "q", "missing");
        }
        SearchQuery query = SearchQuery.of(request.parameter("q").get());
        List<Repository> found = world.repositories().stream()
                .filter(query::admits)
                .filter(repository -> query.foundIn(repository.about().name() + " "
                        + repository.about().description() + " "
                        + repository.about().language()))
                .toList();
        return Answer.found(request, found, repository -> RepositoryView.found(repository, request.addresses()));
    }

    Answer users(Request request) {
        if (request.parameter("q").isEmpty()) {
            return Answer.invalid("Search", "q", "missing");
        }
        String word = SearchQuery.of(request.parameter("q").get()).words().get(0);
        List<Person> found = world.people().stream()
                .filter(person -> person.login().contains(word))
                .toList();
        return Answer.found(request, found, person -> PersonView.of(person, request.addresses())
                .put("score", 1.0));
    }

    private record Hit(String text, ObjectNode view) {}

    Answer code(Request request) {
        if (!request.authenticated()) {
            return Answer.unauthenticated();
        }
        if (request.parameter("q").isEmpty()) {
            return Answer.invalid("Search", "q", "missing");
        }
        SearchQuery query = SearchQuery.of(request.parameter("q").get());
        if (query.words().isEmpty()) {
            return Answer.invalid("Search", "q", "invalid");
        }
        List<Hit> hits = new ArrayList<>();
        for (Repository repository : world.repositories()) {
            if (query.admits(repository)) {
                repository.filesAt("main").orElseThrow().forEach((path, content) -> {
                    // GitHub does not index large files either
                    if (content.length < ContentView.INLINE_BYTES
                            && query.admitsPath(path)
                            && query.foundIn(path + "\n" + text(content))) {
                        ObjectNode view = ContentView.found(path, content, repository, request.addresses());
                        hits.add(new Hit(text(content), view));
                    }
                });
            }
        }
        boolean matches = request.accept().contains("text-match");
        return Answer.found(
                request, hits, hit -> matches ? marked(hit, query.words().get(0)) : hit.view());
    }

    private static ObjectNode marked(Hit hit, String word) {
        int at = Math.max(0, hit.text().toLowerCase(Locale.ROOT).indexOf(word));
        int from = Math.max(0, at - FRAGMENT / 2);
        ObjectNode json = hit.view();
        ObjectNode match = json.putArray("text_matches").addObject();
        match.put("object_url", json.path("url").asText()).put("object_type", "FileContent");
        match.put("property", "content");
        match.put("fragment", hit.text().substring(from, Math.min(hit.text().length(), from + FRAGMENT)));
        ObjectNode place = match.putArray("matches").addObject().put("text", word);
        place.putArray("indices").add(at - from).add(at - from + word.length());
        return json;
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.UTF_8);
    }
}

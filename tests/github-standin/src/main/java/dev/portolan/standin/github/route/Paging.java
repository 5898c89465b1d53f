package dev.portolan.standin.github.route;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which slice of a list is meant: pages count from 1, 30 things each, 100 at most. */
record Paging(int page, int perPage, int pages) {

    static Paging of(Request request, int size) {
        int perPage = Math.min(100, Math.max(1, request.number("per_page").orElse(30)));
        int page = Math.max(1, request.number("page").orElse(1));
        return new Paging(page, perPage, Math.max(1, (size + perPage - 1) / perPage));
    }

    <T> List<T> slice(List<T> things) {
        int from = (int) Math.min(things.size(), (page - 1L) * perPage);
        return things.subList(from, Math.min(things.size(), from + perPage));
    }

    /** The Link header, or none where one page holds all. */
    Map<String, String> headers(Request request) {
        List<String> links = new ArrayList<>();
        if (page > 1) {
            links.add(link(request, page - 1, "prev"));
        }
        if (page < pages) {
            links.add(link(request, page + 1, "next"));
            links.add(link(request, pages, "last"));
        }
        if (page > 1) {
            links.add(link(request, 1, "first"));
        }
        return links.isEmpty() ? Map.of() : Map.of("Link", String.join(", ", links));
    }

    private static String link(Request request, int page, String relation) {
        Map<String, String> query = new TreeMap<>(request.query());
        query.put("page", String.valueOf(page));
        String path = request.segments().stream().map(Paging::encoded).collect(Collectors.joining("/"));
        String parameters = query.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return "<" + request.addresses().api() + "/" + path + "?" + parameters + ">; rel=\"" + relation + "\"";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

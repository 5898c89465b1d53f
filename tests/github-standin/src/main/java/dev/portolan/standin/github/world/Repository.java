package dev.portolan.standin.github.world;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A repository with its branches, issues and pull requests. Thread-safe: every access holds the repository's lock. */
public final class Repository {

    /** What is fixed about a repository when it is made. */
    public record About(
            long id,
            Person owner,
            String name,
            String description,
            String language,
            boolean archived,
            boolean hasIssues,
            Instant createdAt) {}

    private final About about;
    private final List<Label> labels;
    private final Map<String, byte[]> main = new TreeMap<>();
    private final Map<String, Map<String, byte[]>> branches = new TreeMap<>();
    private final Map<Integer, Issue> issues = new TreeMap<>();
    private final Map<Integer, PullRequest> pullRequests = new TreeMap<>();
    private int lastNumber;

    Repository(About about, List<Label> labels) {
        this.about = about;
        this.labels = List.copyOf(labels);
        branches.put("main", main);
    }

    public About about() {
        return about;
    }

    public String fullName() {
        return about.owner().login() + "/" + about.name();
    }

    public List<Label> labels() {
        return labels;
    }

    /** Files of a branch by path, or empty if there is no such branch; a branch may be named by its commit id. */
    public synchronized Optional<Map<String, byte[]>> filesAt(String ref) {
        return branches.entrySet().stream()
                .filter(branch ->
                        branch.getKey().equals(ref) || headOf(branch.getKey()).equals(ref))
                .findFirst()
                .map(branch -> Collections.unmodifiableMap(new TreeMap<>(branch.getValue())));
    }

    /** The commit id a branch stands at. */
    public String headOf(String branch) {
        return Hashes.sha1((fullName() + " " + branch).getBytes(StandardCharsets.UTF_8));
    }

    /** All issues, newest first. */
    public synchronized List<Issue> issues() {
        List<Issue> all = new ArrayList<>(issues.values());
        all.sort(Comparator.comparingInt(Issue::number).reversed());
        return all;
    }

    public synchronized Optional<Issue> issue(int number) {
        return Optional.ofNullable(issues.get(number));
    }

    /** All pull requests, newest first. */
    public synchronized List<PullRequest> pullRequests() {
        List<PullRequest> all = new ArrayList<>(pullRequests.values());
        all.sort(Comparator.comparingInt(PullRequest::number).reversed());
        return all;
    }

    public synchronized Optional<PullRequest> pullRequest(int number) {
        return Optional.ofNullable(pullRequests.get(number));
    }

    /** Opens an issue under the next number; unknown labels are made up, as GitHub does for people who may. */
    public synchronized Issue open(String title, String body, Person author, List<String> labelNames, Instant now) {
        int number = ++lastNumber;
        List<Label> chosen = labelNames.stream().map(this::label).toList();
        Issue issue = new Issue(number, title, body, author, chosen, List.of(), now, null);
        issues.put(number, issue);
        return issue;
    }

    /** Adds a comment to an issue that exists. */
    public synchronized Comment comment(int number, Person author, String body, Instant now) {
        Issue issue = Optional.ofNullable(issues.get(number)).orElseThrow();
        Comment comment = new Comment(
                about.id() * 100_000 + number * 1_000L + issue.comments().size(), author, body, now);
        issues.put(number, issue.with(comment));
        return comment;
    }

    synchronized void close(int number, Instant when) {
        issues.computeIfPresent(
                number,
                (n, issue) -> new Issue(
                        n,
                        issue.title(),
                        issue.body(),
                        issue.author(),
                        issue.labels(),
                        issue.comments(),
                        issue.createdAt(),
                        when));
    }

    synchronized void commit(String path, byte[] content) {
        main.put(path, content);
    }

    synchronized PullRequest offer(PullRequest offered, Map<String, String> files) {
        Map<String, byte[]> head = new TreeMap<>(main);
        List<Change> changes = new ArrayList<>();
        new TreeMap<>(files).forEach((path, after) -> {
            byte[] before = main.get(path);
            changes.add(
                    before == null
                            ? Change.added(path, after)
                            : Change.modified(path, new String(before, StandardCharsets.UTF_8), after));
            head.put(path, after.getBytes(StandardCharsets.UTF_8));
        });
        branches.put(offered.head(), head);
        int number = ++lastNumber;
        PullRequest numbered = new PullRequest(
                number,
                offered.title(),
                offered.body(),
                offered.author(),
                offered.head(),
                offered.base(),
                offered.draft(),
                changes,
                offered.createdAt(),
                offered.mergedAt());
        pullRequests.put(number, numbered);
        return numbered;
    }

    private Label label(String name) {
        return labels.stream()
                .filter(label -> label.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseGet(() -> new Label(about.id() * 1000 + 999, name, "ededed", ""));
    }
}

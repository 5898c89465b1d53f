package dev.portolan.tlog;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whom to believe a checkpoint: which logs, which witnesses, and how many must have cosigned (C2SP tlog-policy). */
public final class Policy {

    private static final String NONE = "none";

    private final List<VerifierKey> logs = new ArrayList<>();
    private final List<Witness> witnesses = new ArrayList<>();

    /** Witnesses and groups by their name. */
    private final Map<String, Cosigner> cosigners = new HashMap<>(Map.of(NONE, note -> true));

    private final Set<String> members = new HashSet<>();
    private Optional<Cosigner> quorum = Optional.empty();

    /**
     * A witness.
     *
     * @param key whose signature counts
     * @param url below which it takes checkpoints, if it is known
     */
    public record Witness(VerifierKey key, Optional<URI> url) {}

    private interface Cosigner {
        boolean cosigned(SignedNote note);
    }

    private Policy() {}

    /** @throws IllegalArgumentException that says what is wrong in which line */
    public static Policy parse(String text) {
        Policy policy = new Policy();
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            try {
                policy.add(lines[i]);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("line " + (i + 1) + " of the policy: " + e.getMessage(), e);
            }
        }
        if (policy.quorum.isEmpty()) {
            throw new IllegalArgumentException("the policy has no quorum");
        }
        return policy;
    }

    /** Keys of the logs. */
    public List<VerifierKey> logs() {
        return List.copyOf(logs);
    }

    /** The witnesses, in their order. */
    public List<Witness> witnesses() {
        return List.copyOf(witnesses);
    }

    /** Whether the quorum has cosigned a checkpoint; who signed it is another question. */
    public boolean isCosigned(SignedNote note) {
        return quorum.orElseThrow().cosigned(note);
    }

    private void add(String line) {
        require(line.chars().noneMatch(c -> c < ' ' && c != '\t' || c == 127), "a control character");
        String[] words = line.replaceAll("^[ \t]+", "").split("[ \t]+");
        switch (words[0].startsWith("#") ? "" : words[0]) {
            case "" -> {}
            case "log" -> addLog(words);
            case "witness" -> addWitness(words);
            case "group" -> addGroup(words);
            case "quorum" -> setQuorum(words);
            default -> throw new IllegalArgumentException("it begins with none of log, witness, group, quorum");
        }
    }

    private void addLog(String... words) {
        require(words.length == 2 || words.length == 3, "a log has a vkey and perhaps a URL");
        VerifierKey key = VerifierKey.parse(words[1]);
        require(!key.isWitness(), "the key is a witness's");
        require(logs.stream().noneMatch(key::isSameKey), "the log is there twice");
        logs.add(key);
    }

    private void addWitness(String... words) {
        require(words.length == 3 || words.length == 4, "a witness has a name, a vkey and perhaps a URL");
        VerifierKey key = VerifierKey.parse(words[2]);
        require(key.isWitness(), "the key is not a witness's");
        require(witnesses.stream().noneMatch(other -> key.isSameKey(other.key())), "the witness is there twice");
        define(words[1], note -> note.by(key).isPresent());
        witnesses.add(new Witness(key, words.length == 4 ? Optional.of(URI.create(words[3])) : Optional.empty()));
    }

    private void addGroup(String... words) {
        require(words.length > 3, "a group has a name, a number and members");
        List<Cosigner> group = new ArrayList<>();
        for (String member : Arrays.asList(words).subList(3, words.length)) {
            require(!member.equals(NONE) && members.add(member), member + " cannot be a member, or is one already");
            group.add(defined(member));
        }
        int needed =
                switch (words[2]) {
                    case "any" -> 1;
                    case "all" -> group.size();
                    default -> words[2].matches("[1-9][0-9]{0,3}") ? Integer.parseInt(words[2]) : 0;
                };
        require(needed >= 1 && needed <= group.size(), "a group needs any, all, or a number of its members");
        define(
                words[1],
                note -> group.stream().filter(member -> member.cosigned(note)).count() >= needed);
    }

    private void setQuorum(String... words) {
        require(words.length == 2 && quorum.isEmpty(), "there is one quorum, and it is one name");
        quorum = Optional.of(defined(words[1]));
    }

    private void define(String name, Cosigner cosigner) {
        require(cosigners.putIfAbsent(name, cosigner) == null, name + " is there already");
    }

    private Cosigner defined(String name) {
        Cosigner known = cosigners.get(name);
        if (known == null) {
            throw new IllegalArgumentException(name + " is not known yet");
        }
        return known;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}

package dev.portolan.tlog;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A text with signatures under it, as C2SP signed-note says.
 *
 * @param text what is signed; ends in a newline
 * @param signatures by whom; at least one, at most {@value #MAX_SIGNATURES}
 */
public record SignedNote(String text, List<Line> signatures) {

    /** More are not read. */
    public static final int MAX_SIGNATURES = 64;

    private static final String DASH = "— ";

    /**
     * A signature.
     *
     * @param name of the key
     * @param material Base64 of the key's id, four bytes, and the signature
     */
    public record Line(String name, String material) {

        /** As it stands below a note, with its newline. */
        @Override
        public String toString() {
            return DASH + name + ' ' + material + '\n';
        }

        private boolean isOf(VerifierKey key) {
            return key.name().equals(name) && ByteBuffer.wrap(decoded()).getInt() == key.id();
        }

        private boolean holds(VerifierKey key, String text) {
            byte[] decoded = decoded();
            return key.verifies(text, Arrays.copyOfRange(decoded, 4, decoded.length));
        }

        private byte[] decoded() {
            return Base64.getDecoder().decode(material);
        }
    }

    /** Copies the signatures. */
    public SignedNote {
        signatures = List.copyOf(signatures);
    }

    /** {@code text}, which ends in a newline, signed by all of {@code keys}. */
    public static SignedNote of(String text, Collection<SigningKey> keys) {
        return new SignedNote(
                text,
                keys.stream()
                        .map(key -> {
                            byte[] signature = key.signature(text);
                            byte[] material = ByteBuffer.allocate(4 + signature.length)
                                    .putInt(key.verifier().id())
                                    .put(signature)
                                    .array();
                            return new Line(
                                    key.verifier().name(), Base64.getEncoder().encodeToString(material));
                        })
                        .toList());
    }

    /** Reads {@link #toString()}. @throws IllegalArgumentException if it is not a signed note */
    public static SignedNote parse(String note) {
        int blank = note.lastIndexOf("\n\n");
        boolean controls = note.chars().anyMatch(c -> c < ' ' && c != '\n' || c == '\uFFFD');
        if (blank < 0 || !note.endsWith("\n") || controls) {
            throw new IllegalArgumentException("not a signed note: no text, blank line and signatures");
        }
        List<Line> lines = new ArrayList<>();
        for (String line : note.substring(blank + 2).split("\n", -1)) {
            if (!line.isEmpty()) {
                lines.add(line(line));
            }
        }
        SignedNote parsed = new SignedNote(note.substring(0, blank + 1), lines);
        if (lines.isEmpty()
                || lines.size() > MAX_SIGNATURES
                || !parsed.toString().equals(note)) {
            throw new IllegalArgumentException("not a signed note: its signatures are none, too many or malformed");
        }
        return parsed;
    }

    /**
     * Whether a key we know has signed it. Signatures of unknown keys count for nothing; one that bears a known key's
     * name and id and is not its signature spoils the note.
     */
    public boolean isSignedBy(Collection<VerifierKey> known) {
        boolean signed = false;
        for (VerifierKey key : known) {
            for (Line line : signatures) {
                if (line.isOf(key)) {
                    if (!line.holds(key, text)) {
                        return false;
                    }
                    signed = true;
                }
            }
        }
        return signed;
    }

    /** A signature of a key that holds, if there is one. */
    public Optional<Line> by(VerifierKey key) {
        return signatures.stream()
                .filter(line -> line.isOf(key) && line.holds(key, text))
                .findFirst();
    }

    /** The note as it is sent and stored. */
    @Override
    public String toString() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(note::append);
        return note.toString();
    }

    private static Line line(String line) {
        String[] parts = line.split(" ", -1);
        if (parts.length != 3 || !parts[0].equals("—") || !VerifierKey.isName(parts[1])) {
            throw new IllegalArgumentException("not a signed note: a line below the blank one is no signature");
        }
        byte[] material = Base64.getDecoder().decode(parts[2]);
        // the decoder lets other texts pass for the same bytes
        if (material.length < 5 || !Base64.getEncoder().encodeToString(material).equals(parts[2])) {
            throw new IllegalArgumentException("not a signed note: a signature is not in Base64");
        }
        return new Line(parts[1], parts[2]);
    }
}

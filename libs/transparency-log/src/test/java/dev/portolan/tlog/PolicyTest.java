package dev.portolan.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {

    private static final SigningKey LOG = SigningKey.generate("example.com/log");
    private static final SignedNote NOTE =
            new Checkpoint("example.com/log", 3, Hash.OF_EMPTY_TREE).signedBy(List.of(LOG));
    private static final List<Cosigner> ALL = List.of(
            new Cosigner("x1.example"),
            new Cosigner("x2.example"),
            new Cosigner("x3.example"),
            new Cosigner("y1.example"),
            new Cosigner("y2.example"));

    /** The example of the specification, with spaces, tabs and comments as it allows them. */
    private static final String EXAMPLE = """
            # whom to believe
            log L https://log.example/

            witness X1 0
             witness \t X2  1 https://x2.example/w
            witness X3 2
            group X-witnesses 2 X1 X2 X3
            witness Y1 3
            witness Y2 4
            group Y-witnesses any Y1 Y2
            group X-and-Y all X-witnesses Y-witnesses
            quorum X-and-Y
            """;

    @Test
    void theQuorumIsWhatItsGroupsSay() {
        Policy policy = policy(EXAMPLE);

        assertThat(policy.logs()).containsExactly(LOG.verifier());
        assertThat(policy.witnesses()).hasSize(5);
        assertThat(policy.witnesses().get(1).url()).contains(URI.create("https://x2.example/w"));
        for (int set = 0; set < 32; set++) {
            boolean met = Integer.bitCount(set & 7) >= 2 && set >> 3 != 0;
            assertThat(policy.isCosigned(cosigned(set, 1_700_000_000)))
                    .as("witnesses %d", set)
                    .isEqualTo(met);
        }
        // no time, no statement
        assertThat(policy.isCosigned(cosigned(31, 0))).isFalse();
    }

    @Test
    void whatWasSignedForAnotherHeadCountsForNothing() {
        Policy policy = policy("witness X1 0\nquorum X1\n");
        SignedNote other = new Checkpoint("example.com/log", 4, Hash.OF_EMPTY_TREE).signedBy(List.of(LOG));
        List<SignedNote.Line> lines = new ArrayList<>(other.signatures());
        lines.add(ALL.get(0).line(NOTE.text(), 1_700_000_000));

        assertThat(policy.isCosigned(cosigned(1, 1_700_000_000))).isTrue();
        assertThat(policy.isCosigned(new SignedNote(other.text(), lines))).isFalse();
    }

    @Test
    void noneNeedsNobody() {
        assertThat(policy("quorum none").isCosigned(NOTE)).isTrue();
        assertThat(policy("quorum none").witnesses()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "witness X1 0",
                "quorum X1",
                "quorum none\nquorum none",
                "witness X1 0\nwitness X1 1\nquorum X1",
                "witness X1 0\nwitness X2 0\nquorum X1",
                "witness none 0\nquorum none",
                "witness X1 L\nquorum none",
                "log 0\nquorum none",
                "log L\nlog L\nquorum none",
                "group G any X1\nwitness X1 0\nquorum G",
                "witness X1 0\ngroup G 2 X1\nquorum G",
                "witness X1 0\ngroup G 0 X1\nquorum G",
                "witness X1 0\ngroup G any none\nquorum G",
                "witness X1 0\ngroup G any X1\ngroup H any X1\nquorum H",
                "witness X1 0\ngroup G any\nquorum G",
                "witness X1 0 http://a b\nquorum X1",
                "witnesses X1 0\nquorum none",
                "quorum\u000bnone",
            })
    void whatIsNoPolicyIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> policy(text));
    }

    /** With {@code L} for the log's key and numbers for those of witnesses. */
    private static Policy policy(String text) {
        String keys = text.replaceAll("(?m)^([ \t]*log[ \t]+)L", "$1" + quoted(LOG.verifier()))
                .replaceAll("(?m)^(witness \\S+ )L", "$1" + quoted(LOG.verifier()))
                .replaceAll("(?m)^log 0", "log " + quoted(ALL.get(0).key()));
        for (int i = 0; i < ALL.size(); i++) {
            keys = keys.replaceAll(
                    "(?m)^([ \t]*witness[ \t]+\\S+[ \t]+)" + i,
                    "$1" + quoted(ALL.get(i).key()));
        }
        return Policy.parse(keys);
    }

    private static String quoted(VerifierKey key) {
        return java.util.regex.Matcher.quoteReplacement(key.toString());
    }

    private static SignedNote cosigned(int set, long time) {
        List<SignedNote.Line> lines = new ArrayList<>(NOTE.signatures());
        for (int i = 0; i < ALL.size(); i++) {
            if ((set >> i & 1) == 1) {
                lines.add(ALL.get(i).line(NOTE.text(), time));
            }
        }
        return SignedNote.parse(new SignedNote(NOTE.text(), lines).toString());
    }

    /** Signs as c2sp.org/tlog-cosignature says, with nothing of the code under test. */
    private record Cosigner(String name, KeyPair pair) {

        Cosigner(String name) {
            this(name, generated());
        }

        private static KeyPair generated() {
            try {
                return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        private byte[] typed() {
            byte[] encoded = pair.getPublic().getEncoded();
            byte[] typed = Arrays.copyOfRange(encoded, encoded.length - 33, encoded.length);
            typed[0] = 4;
            return typed;
        }

        private byte[] id() {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
                return Arrays.copyOf(digest.digest(typed()), 4);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        VerifierKey key() {
            VerifierKey key = VerifierKey.parse(name + "+" + HexFormat.of().formatHex(id()) + "+"
                    + Base64.getEncoder().encodeToString(typed()));
            assertThat(key.isWitness()).isTrue();
            assertThat(Optional.of(key)).contains(VerifierKey.parse(key.toString()));
            return key;
        }

        SignedNote.Line line(String text, long time) {
            try {
                Signature ed25519 = Signature.getInstance("Ed25519");
                ed25519.initSign(pair.getPrivate());
                ed25519.update(("cosignature/v1\ntime " + time + "\n" + text).getBytes(StandardCharsets.UTF_8));
                byte[] material = ByteBuffer.allocate(76)
                        .put(id())
                        .putLong(time)
                        .put(ed25519.sign())
                        .array();
                return new SignedNote.Line(name, Base64.getEncoder().encodeToString(material));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}

package dev.portolan.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoteTest {

    /** The example of C2SP signed-note. */
    private static final VerifierKey FOO =
            VerifierKey.parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");

    private static final String NOTE = "This is an example message.\n\n— example.com/foo "
            + "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

    private static final SigningKey KEY = SigningKey.generate("example.com/log");

    @Test
    void thePublishedNoteHolds() {
        SignedNote note = SignedNote.parse(NOTE);

        assertThat(note.text()).isEqualTo("This is an example message.\n");
        assertThat(note.isSignedBy(List.of(FOO))).isTrue();
        assertThat(note.isSignedBy(List.of(KEY.verifier(), FOO))).isTrue();
        assertThat(note.isSignedBy(List.of(KEY.verifier()))).isFalse();
        assertThat(note.isSignedBy(List.of())).isFalse();
    }

    @Test
    void noNoteWithOneBitChangedHolds() {
        assertThat(Bits.flips(NOTE))
                .noneMatch(note -> parses(note) && SignedNote.parse(note).isSignedBy(List.of(FOO)));
    }

    /** RFC 8032 §7.1, test 1: the secret and public halves as bytes. */
    @Test
    void aKeyIsWrittenAsRfc8032Says() {
        byte[] seed = HexFormat.of().parseHex("019d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        byte[] point = HexFormat.of().parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        VerifierKey verifier = new VerifierKey("example.com/log", point);
        String id = verifier.toString().split("\\+", 3)[1];
        String text = "PRIVATE+KEY+example.com/log+" + id + "+"
                + Base64.getEncoder().encodeToString(seed) + "\n" + verifier + "\n";

        SigningKey key = SigningKey.parse(text);

        assertThat(key.text()).isEqualTo(text);
        assertThat(HexFormat.of().formatHex(key.signature("")))
                .startsWith("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155")
                .endsWith("5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
    }

    @Test
    void aKeyIsReadAsItWasWritten() {
        for (int i = 0; i < 100; i++) {
            SigningKey key = SigningKey.generate("example.com/log");

            assertThat(SigningKey.parse(key.text()).text()).isEqualTo(key.text());
            assertThat(VerifierKey.parse(key.verifier().toString())).isEqualTo(key.verifier());
            assertThat(key).hasToString(key.verifier().toString());
        }
    }

    @Test
    void halvesOfDifferentKeysAreRefused() {
        String[] mine = KEY.text().split("\n");
        String[] other = SigningKey.generate("example.com/log").text().split("\n");

        assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.parse(mine[0] + "\n" + other[1] + "\n"));
        assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.parse(mine[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.parse(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com/foo",
                "example.com/foo+530d903a+",
                "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903a+BekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
            })
    void whatIsNoVkeyIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> VerifierKey.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text\n",
                "text\n\n",
                "text\n\n— name\n",
                "text\n\n— name !!!!\n",
                "text\n\n- name AAAAAAAA\n",
                "text\n\n— name AAAAAAAA",
                "te\u0001xt\n\n— name AAAAAAAA\n",
                "text\n\n— na me AAAAAAAA\n",
                "text\n\n— name AAAAAAAB\n— name AAAAAAB=\n"
            })
    void whatIsNoNoteIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> SignedNote.parse(text));
    }

    @Test
    void twoKeysSignWhileOneReplacesTheOther() {
        SigningKey next = SigningKey.generate("example.com/log");
        Checkpoint head = new Checkpoint("example.com/log", 42, Hash.leaf(new byte[0]));

        SignedNote note = SignedNote.parse(head.signedBy(List.of(KEY, next)).toString());

        assertThat(Checkpoint.parse(note.text())).isEqualTo(head);
        assertThat(note.isSignedBy(List.of(KEY.verifier()))).isTrue();
        assertThat(note.isSignedBy(List.of(next.verifier()))).isTrue();
        assertThat(note.isSignedBy(List.of(KEY.verifier(), next.verifier()))).isTrue();
    }

    /** A signature that bears a known key's id and is not its own spoils the note, whoever else signed it. */
    @Test
    void aForgedSignatureOfAKnownKeySpoilsTheNote() {
        SigningKey other = SigningKey.generate("example.com/log");
        SignedNote good = SignedNote.of("text\n", List.of(KEY, other));
        SignedNote elsewhere = SignedNote.of("another text\n", List.of(KEY));
        SignedNote spoiled = new SignedNote(
                "text\n",
                List.of(elsewhere.signatures().get(0), good.signatures().get(1)));

        assertThat(spoiled.isSignedBy(List.of(other.verifier()))).isTrue();
        assertThat(spoiled.isSignedBy(List.of(KEY.verifier(), other.verifier())))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "o\n1\n",
                "o\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                "o\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                "o\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n",
                "o\n1\n47DEQpj8HBSa\n",
                "\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                "o\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\nextension\n"
            })
    void whatIsNoCheckpointIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Checkpoint.parse(text));
    }

    @Test
    void extensionsMeanNothing() {
        Checkpoint head = new Checkpoint("o", 0, Hash.OF_EMPTY_TREE);

        assertThat(Checkpoint.parse(head.text() + "extension\n")).isEqualTo(head);
    }

    private static boolean parses(String note) {
        try {
            SignedNote.parse(note);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}

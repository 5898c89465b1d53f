package dev.portolan.audit.event.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.portolan.audit.event.Events;
import java.security.KeyPair;
import java.util.Base64;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SealTest {

    private final KeyPair keys = Disclosures.keys();
    private final Sealer sealer = Disclosures.sealer(keys);
    private final Opener opener = Disclosures.opener(keys);

    @Test
    void whatIsSealedCanBeOpened() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            UUID id = Events.IDS.next();
            Disclosure disclosure = Disclosures.any(random);

            assertThat(opener.open(id, sealer.seal(id, disclosure))).hasValue(disclosure.canonical());
        }
    }

    @Test
    void anyAlteredBitIsRefused() {
        UUID id = Events.IDS.next();
        byte[] sealed = Base64.getDecoder().decode(sealer.seal(id, Disclosures.usual()));
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            sealed[bit / 8] ^= (byte) (1 << bit % 8);
            // HPKE leaves the highest bit of the 32 bytes of an X25519 key out of the agreement, but not out of the key
            assertThat(opener.open(id, Base64.getEncoder().encodeToString(sealed)))
                    .as("bit %d", bit)
                    .isEmpty();
            sealed[bit / 8] ^= (byte) (1 << bit % 8);
        }
    }

    @Test
    void whatIsCutIsRefused() {
        UUID id = Events.IDS.next();
        String sealed = sealer.seal(id, Disclosures.usual());
        for (int length = 0; length < sealed.length(); length++) {
            assertThat(opener.open(id, sealed.substring(0, length))).isEmpty();
        }
    }

    @Test
    void itBelongsToOneRecord() {
        UUID id = Events.IDS.next();
        String sealed = sealer.seal(id, Disclosures.usual());

        assertThat(opener.open(Events.IDS.next(), sealed)).isEmpty();
    }

    @Test
    void anotherKeyDoesNotOpenItAndOneOfSeveralDoes() {
        UUID id = Events.IDS.next();
        KeyPair other = Disclosures.keys();
        String sealed = sealer.seal(id, Disclosures.usual());

        assertThat(Disclosures.opener(other).open(id, sealed)).isEmpty();
        assertThat(Disclosures.opener(other, keys).open(id, sealed)).isPresent();
    }

    @Test
    void theSameSealedTwiceIsNeverTheSame() {
        UUID id = Events.IDS.next();
        Disclosure disclosure = Disclosures.usual();
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            all.add(sealer.seal(id, disclosure));
            all.add(Disclosures.sealer(keys).seal(id, disclosure));
        }

        assertThat(all).hasSize(400);
    }

    @Test
    void keysOfAnotherKindAreRefused() throws Exception {
        KeyPair signing = java.security.KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        String signer = Disclosures.pem("PUBLIC KEY", signing.getPublic().getEncoded());
        String secret = Disclosures.pem("PRIVATE KEY", keys.getPrivate().getEncoded());

        assertThatIllegalArgumentException().isThrownBy(() -> Sealer.to(signer));
        assertThatIllegalArgumentException().isThrownBy(() -> Sealer.to(secret));
        assertThatIllegalArgumentException().isThrownBy(() -> Sealer.to("-----BEGIN PUBLIC KEY-----\nAAAA"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Opener.with(java.util.List.of(signer)))
                .withMessageNotContaining(signer.substring(30, 50));
    }
}

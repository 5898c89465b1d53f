package dev.portolan.audit.stamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.tsp.TimeStampTokenInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against an authority of its own, over HTTP. */
class StampClientTest {

    private static final byte[] BYTES = "a checkpoint\n".getBytes(StandardCharsets.UTF_8);

    private TestAuthority authority;

    @BeforeEach
    void anAuthority() throws IOException {
        authority = new TestAuthority();
    }

    @AfterEach
    void close() {
        authority.close();
    }

    @Test
    void theDigestAndANonceAreSentAndTheCertificateIsAskedFor() throws Exception {
        byte[] token = client(Duration.ofSeconds(10)).stamp(BYTES);
        client(Duration.ofSeconds(10)).stamp(BYTES);

        TimeStampRequest asked = new TimeStampRequest(authority.requests.get(0));
        assertThat(authority.types).containsOnly("application/timestamp-query");
        assertThat(asked.getMessageImprintAlgOID()).isEqualTo(TSPAlgorithms.SHA256);
        assertThat(asked.getMessageImprintDigest())
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(BYTES));
        assertThat(asked.getCertReq()).isTrue();
        assertThat(asked.getNonce()).isNotEqualTo(new TimeStampRequest(authority.requests.get(1)).getNonce());
        TimeStampTokenInfo info = new TimeStampToken(new CMSSignedData(token)).getTimeStampInfo();
        assertThat(info.getGenTime()).isEqualTo(TestAuthority.NOW);
        assertThat(info.getNonce()).isEqualTo(asked.getNonce());
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP_500, it answered HTTP 500",
        "REJECTED, 'it refused, PKIStatus 2'",
        "OTHER_NONCE, its answer has another nonce",
        "NO_NONCE, its answer has another nonce",
        "OTHER_IMPRINT, its answer is about something else",
        "NO_CERTIFICATE, its answer does not bring the certificate of its signature",
        "CERTIFICATE_NOT_FOR_STAMPS, 'its signature does not hold, or not by a certificate for time stamps'",
        "CERTIFICATE_EXPIRED, 'its signature does not hold, or not by a certificate for time stamps'",
        "SIGNATURE_OF_ANOTHER, 'its signature does not hold, or not by a certificate for time stamps'",
        "NO_ASN1, its answer is no time stamp",
        "TOO_LONG, more than 65536 bytes of answer"
    })
    void whatIsNoStampIsNotTaken(TestAuthority.Fault fault, String why) {
        authority.fault = fault;

        assertThatExceptionOfType(NotStamped.class)
                .isThrownBy(() -> client(Duration.ofSeconds(10)).stamp(BYTES))
                .withMessage(why);
    }

    @Test
    void anAnswerThatDoesNotEndIsNotWaitedFor() {
        authority.fault = TestAuthority.Fault.DRIBBLES;

        assertThatExceptionOfType(NotStamped.class)
                .isThrownBy(() -> client(Duration.ofMillis(300)).stamp(BYTES))
                .withMessage("no whole answer in 300 ms");
    }

    @Test
    void nobodyThereIsSaidSo() {
        authority.close();

        assertThatExceptionOfType(NotStamped.class)
                .isThrownBy(() -> client(Duration.ofSeconds(10)).stamp(BYTES))
                .withMessage("no answer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://tsa.example/tsr", "tsa.example/tsr", "file:///etc/passwd", "https:///tsr"})
    void onlyUrlsOfHttpAreTaken(String url) {
        PlainStamping.Config config = new PlainStamping.Config(Optional.of(URI.create(url)), Duration.ofSeconds(1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StampClient(config))
                .withMessage("audit.stamp.url is no URL of http or https");
    }

    private StampClient client(Duration timeout) {
        return new StampClient(new PlainStamping.Config(Optional.of(authority.url()), timeout));
    }
}

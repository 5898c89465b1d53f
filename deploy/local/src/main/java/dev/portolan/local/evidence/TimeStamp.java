package dev.portolan.local.evidence;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.GenTimeAccuracy;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.tsp.TimeStampTokenInfo;
import org.bouncycastle.util.Selector;
import org.jspecify.annotations.Nullable;

/** A TimeStampToken (RFC 3161 §2.4.2). */
final class TimeStamp {

    private static final Provider CRYPTOGRAPHY = new BouncyCastleProvider();

    private final TimeStampToken token;
    private final TimeStampTokenInfo info;
    private final Instant before;
    private final List<X509Certificate> certificates;
    private final List<X509Certificate> own;

    /** Reads all that is looked at later: the parser is lazy, and throws. */
    @SuppressWarnings("unchecked") // SignerId is a selector of anything
    private TimeStamp(TimeStampToken token) throws CertificateException {
        this.token = token;
        this.info = token.getTimeStampInfo();
        this.before = signed().plus(accuracy(info.getGenTimeAccuracy()));
        this.certificates = certificates(token, null);
        this.own = certificates(token, token.getSID());
    }

    /** That a token is not one to be believed; the message says why. */
    static final class Unbelievable extends Exception {

        private static final long serialVersionUID = 1L;

        Unbelievable(String why) {
            super(why, null, false, false);
        }
    }

    /** Reads a token, DER. @throws Unbelievable if it is none */
    static TimeStamp parse(byte[] token) throws Unbelievable {
        try {
            return new TimeStamp(new TimeStampToken(new CMSSignedData(token)));
        } catch (CMSException | TSPException | IOException | CertificateException | RuntimeException e) {
            // the parser throws these and those for what is not what it should be
            throw new Unbelievable("is no time stamp");
        }
    }

    /** @throws Unbelievable if it is not about these bytes, by SHA-256 */
    void isOf(byte[] bytes) throws Unbelievable {
        if (!info.getMessageImprintAlgOID().equals(TSPAlgorithms.SHA256)
                || !Arrays.equals(info.getMessageImprintDigest(), sha256(bytes))) {
            throw new Unbelievable("is the time stamp of something else");
        }
    }

    /** When it was signed, at the latest: its time and how far that may be off. */
    Instant before() {
        return before;
    }

    /**
     * Who signed it: the subject of the certificate.
     *
     * @throws Unbelievable if the signature does not hold, the certificate is not for time stamps, or nobody who is
     *     trusted vouched for it at the time it says
     */
    String signer(TrustedAuthorities trusted) throws Unbelievable {
        if (own.isEmpty()) {
            throw new Unbelievable("does not bring the certificate of its signature");
        }
        X509Certificate signer = own.get(0);
        try {
            token.validate(new JcaSimpleSignerInfoVerifierBuilder()
                    .setProvider(CRYPTOGRAPHY)
                    .build(signer));
        } catch (TSPException | OperatorCreationException | RuntimeException e) {
            throw new Unbelievable("has a signature that does not hold, or a certificate that is not for time stamps,"
                    + " or was not valid then");
        }
        if (!trusted.vouchedFor(signer, certificates, signed())) {
            throw new Unbelievable("is signed by nobody for whom a certificate of --tsa vouched then");
        }
        return signer.getSubjectX500Principal().getName().replaceAll("\\p{Cntrl}", "?");
    }

    private Instant signed() {
        return info.getGenTime().toInstant();
    }

    private static Duration accuracy(@Nullable GenTimeAccuracy said) {
        return said == null
                ? Duration.ZERO
                : Duration.ofSeconds(said.getSeconds())
                        .plusMillis(said.getMillis())
                        .plusNanos(said.getMicros() * 1000L);
    }

    /** The certificates it brings, those that are chosen or all. */
    private static List<X509Certificate> certificates(
            TimeStampToken token, @Nullable Selector<X509CertificateHolder> chosen) throws CertificateException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (X509CertificateHolder each : token.getCertificates().getMatches(chosen)) {
            certificates.add(new JcaX509CertificateConverter().getCertificate(each));
        }
        return certificates;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

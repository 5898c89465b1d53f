package dev.portolan.audit.stamp;

import java.io.IOException;
import java.math.BigInteger;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.util.Arrays;
import java.util.Collection;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.tsp.TimeStampTokenInfo;

/** One request for a stamp (RFC 3161 §2.4.1), and what makes an answer to it one. */
final class StampRequest {

    private static final int NONCE_BITS = 64;
    private static final Provider CRYPTOGRAPHY = new BouncyCastleProvider();

    private final TimeStampRequest request;

    private StampRequest(TimeStampRequest request) {
        this.request = request;
    }

    /** For the bytes with this SHA-256. */
    static StampRequest of(byte[] digest, SecureRandom random) {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        return new StampRequest(generator.generate(TSPAlgorithms.SHA256, digest, new BigInteger(NONCE_BITS, random)));
    }

    /** As it is sent, DER. */
    byte[] encoded() {
        try {
            return request.getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("a request that was made here can be encoded", e);
        }
    }

    /** The token in an answer, if it is one for this request and its signature holds. @throws NotStamped if not */
    byte[] token(byte[] answer) throws NotStamped {
        try {
            TimeStampResponse response = new TimeStampResponse(answer);
            TimeStampToken token = response.getTimeStampToken();
            int status = response.getStatus();
            if (status != PKIStatus.GRANTED && status != PKIStatus.GRANTED_WITH_MODS || token == null) {
                throw new NotStamped("it refused, PKIStatus " + status);
            }
            fits(token.getTimeStampInfo());
            response.validate(request);
            signed(token);
            return token.getEncoded();
        } catch (IOException | TSPException | RuntimeException e) {
            // the parser throws these and those for what is not what it should be
            throw new NotStamped("its answer is no time stamp");
        }
    }

    private void fits(TimeStampTokenInfo info) throws NotStamped {
        if (!request.getNonce().equals(info.getNonce())) {
            throw new NotStamped("its answer has another nonce");
        }
        if (!request.getMessageImprintAlgOID().equals(info.getMessageImprintAlgOID())
                || !Arrays.equals(request.getMessageImprintDigest(), info.getMessageImprintDigest())) {
            throw new NotStamped("its answer is about something else");
        }
    }

    /** By a certificate that is for time stamps, was valid then, and is in the token. */
    @SuppressWarnings("unchecked") // SignerId is a selector of anything
    private static void signed(TimeStampToken token) throws NotStamped {
        Collection<X509CertificateHolder> certificates = token.getCertificates().getMatches(token.getSID());
        if (certificates.isEmpty()) {
            throw new NotStamped("its answer does not bring the certificate of its signature");
        }
        try {
            token.validate(new JcaSimpleSignerInfoVerifierBuilder()
                    .setProvider(CRYPTOGRAPHY)
                    .build(certificates.iterator().next()));
        } catch (TSPException | OperatorCreationException | CertificateException e) {
            throw new NotStamped("its signature does not hold, or not by a certificate for time stamps");
        }
    }
}

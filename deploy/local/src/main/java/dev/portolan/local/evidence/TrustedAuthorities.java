package dev.portolan.local.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Those whose word counts for who stamps. Whether a certificate was revoked is not asked: nobody is asked anything. */
public final class TrustedAuthorities {

    private final List<X509Certificate> trusted;

    private TrustedAuthorities(List<X509Certificate> trusted) {
        this.trusted = trusted;
    }

    /**
     * Those in a file of certificates, PEM.
     *
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if there is none in it
     */
    public static TrustedAuthorities read(Path file) throws IOException {
        List<X509Certificate> trusted = new ArrayList<>();
        try (InputStream pem = Files.newInputStream(file)) {
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.add((X509Certificate) each);
            }
        } catch (CertificateException e) {
            trusted.clear();
        }
        if (trusted.isEmpty()) {
            throw new IllegalArgumentException(file + " has no certificates, or something else besides");
        }
        return new TrustedAuthorities(trusted);
    }

    /** Whether one of them vouched for a certificate at a time, itself or by others. */
    boolean vouchedFor(X509Certificate certificate, Collection<X509Certificate> others, Instant at) {
        Date then = Date.from(at);
        Set<TrustAnchor> anchors = trusted.stream()
                .filter(authority -> isValid(authority, then))
                .map(authority -> new TrustAnchor(authority, null))
                .collect(Collectors.toSet());
        X509CertSelector target = new X509CertSelector();
        target.setCertificate(certificate);
        try {
            PKIXBuilderParameters path = new PKIXBuilderParameters(anchors, target);
            path.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(others)));
            path.setDate(then);
            path.setRevocationEnabled(false);
            CertPathBuilder.getInstance("PKIX").build(path);
            return true;
        } catch (GeneralSecurityException e) {
            return false; // there is no way, or nobody was valid then
        }
    }

    /** The path says nothing of its own end. */
    private static boolean isValid(X509Certificate authority, Date then) {
        try {
            authority.checkValidity(then);
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }
}

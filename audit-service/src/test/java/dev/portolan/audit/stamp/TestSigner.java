package dev.portolan.audit.stamp;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.cmp.PKIStatusInfo;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.TimeStampResp;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/** A key with its certificate, which an authority has given it. */
record TestSigner(PrivateKey key, X509Certificate certificate) {

    private static final String ALGORITHM = "SHA256withECDSA";
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    private static final ASN1ObjectIdentifier POLICY = new ASN1ObjectIdentifier("1.2.3.4.1");

    /** One that vouches for itself. */
    static TestSigner authority(String name) {
        KeyPair pair = pair();
        return certified(
                pair.getPrivate(),
                name,
                pair,
                name,
                Instant.parse("2036-01-01T00:00:00Z"),
                List.of(new Use(Extension.basicConstraints, new BasicConstraints(true))));
    }

    /** One that this vouches for, to sign time stamps or else to serve the web. */
    TestSigner certifies(String name, Instant until, boolean stamps) {
        KeyPurposeId purpose = stamps ? KeyPurposeId.id_kp_timeStamping : KeyPurposeId.id_kp_serverAuth;
        return certified(
                key,
                certificate.getSubjectX500Principal().getName(),
                pair(),
                name,
                until,
                List.of(new Use(Extension.extendedKeyUsage, new ExtendedKeyUsage(purpose))));
    }

    /** A certificate and a key that do not belong together. */
    TestSigner withKeyOf(TestSigner other) {
        return new TestSigner(other.key, certificate);
    }

    String pem() {
        try {
            return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes tokens with this certificate in them. */
    TimeStampTokenGenerator tokens() {
        try {
            TimeStampTokenGenerator tokens = new TimeStampTokenGenerator(
                    new JcaSimpleSignerInfoGeneratorBuilder().build(ALGORITHM, key, certificate),
                    new JcaDigestCalculatorProviderBuilder()
                            .build()
                            .get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256)),
                    POLICY);
            tokens.addCertificates(new JcaCertStore(List.of(certificate)));
            tokens.setAccuracySeconds(2);
            return tokens;
        } catch (GeneralSecurityException | OperatorCreationException | TSPException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same answer signed with this key, which no {@link TimeStampTokenGenerator} would do for another purpose. */
    TimeStampResponse signs(TimeStampResponse other) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            ASN1EncodableVector attributes = new ASN1EncodableVector();
            attributes.add(new Attribute(
                    PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                    new DERSet(new SigningCertificateV2(new ESSCertIDv2(digest)))));
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addCertificates(new JcaCertStore(List.of(certificate)));
            generator.addSignerInfoGenerator(new JcaSimpleSignerInfoGeneratorBuilder()
                    .setSignedAttributeGenerator(
                            new DefaultSignedAttributeTableGenerator(new AttributeTable(attributes)))
                    .build(ALGORITHM, key, certificate));
            byte[] info = other.getTimeStampToken().getTimeStampInfo().getEncoded();
            return new TimeStampResponse(new TimeStampResp(
                    new PKIStatusInfo(PKIStatus.granted),
                    generator
                            .generate(new CMSProcessableByteArray(PKCSObjectIdentifiers.id_ct_TSTInfo, info), true)
                            .toASN1Structure()));
        } catch (GeneralSecurityException | OperatorCreationException | CMSException | TSPException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Use(ASN1ObjectIdentifier extension, ASN1Encodable value) {}

    private static TestSigner certified(
            PrivateKey by, String issuer, KeyPair pair, String name, Instant until, List<Use> uses) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    new X500Name(issuer),
                    BigInteger.valueOf(System.nanoTime()),
                    Date.from(LONG_AGO),
                    Date.from(until),
                    new X500Name(name),
                    pair.getPublic());
            for (Use use : uses) {
                builder.addExtension(use.extension(), true, use.value());
            }
            return new TestSigner(
                    pair.getPrivate(),
                    new JcaX509CertificateConverter()
                            .getCertificate(builder.build(new JcaContentSignerBuilder(ALGORITHM).build(by))));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

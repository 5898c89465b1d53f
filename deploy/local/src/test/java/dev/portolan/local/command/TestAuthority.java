package dev.portolan.local.command;

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
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.Accuracy;
import org.bouncycastle.asn1.tsp.MessageImprint;
import org.bouncycastle.asn1.tsp.TSTInfo;
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

/** Someone with a key and a certificate, who certifies others or stamps, also what he should not. */
record TestAuthority(PrivateKey key, X509Certificate certificate) {

    private static final String ALGORITHM = "SHA256withECDSA";

    /** Vouches for itself. */
    static TestAuthority root(String name) {
        KeyPair pair = pair();
        return certified(pair.getPrivate(), name, pair, name, "2040", Use.AUTHORITY);
    }

    /** Vouches for another, from 2020 to the beginning of a year. */
    TestAuthority certifies(String name, String until, Use use) {
        return certified(key, certificate.getSubjectX500Principal().getName(), pair(), name, until, use);
    }

    /** What a certificate is for. */
    enum Use {
        AUTHORITY,
        STAMPS,
        SERVER;

        private ASN1ObjectIdentifier extension() {
            return this == AUTHORITY ? Extension.basicConstraints : Extension.extendedKeyUsage;
        }

        private ASN1Encodable value() {
            return switch (this) {
                case AUTHORITY -> new BasicConstraints(true);
                case STAMPS -> new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping);
                case SERVER -> new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth);
            };
        }
    }

    String pem() {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A token that says that these bytes existed at a time, give or take 2 s, and brings certificates of others. */
    byte[] stamp(byte[] bytes, Instant at, TestAuthority... others) {
        try {
            AlgorithmIdentifier sha256 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256);
            byte[] info = new TSTInfo(
                            new ASN1ObjectIdentifier("1.2.3.4.1"),
                            new MessageImprint(sha256, digest(bytes)),
                            new ASN1Integer(7),
                            new ASN1GeneralizedTime(Date.from(at)),
                            new Accuracy(new ASN1Integer(2), null, null),
                            null,
                            null,
                            null,
                            null)
                    .getEncoded();
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addCertificates(new JcaCertStore(List.of(certificate)));
            for (TestAuthority other : others) {
                generator.addCertificates(new JcaCertStore(List.of(other.certificate)));
            }
            ASN1EncodableVector attributes = new ASN1EncodableVector();
            attributes.add(new Attribute(
                    PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                    new DERSet(new SigningCertificateV2(new ESSCertIDv2(digest(certificate.getEncoded()))))));
            attributes.add(new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(at)))));
            generator.addSignerInfoGenerator(new JcaSimpleSignerInfoGeneratorBuilder()
                    .setSignedAttributeGenerator(
                            new DefaultSignedAttributeTableGenerator(new AttributeTable(attributes)))
                    .build(ALGORITHM, key, certificate));
            return generator
                    .generate(new CMSProcessableByteArray(PKCSObjectIdentifiers.id_ct_TSTInfo, info), true)
                    .getEncoded();
        } catch (GeneralSecurityException | OperatorCreationException | CMSException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TestAuthority certified(
            PrivateKey by, String issuer, KeyPair pair, String name, String until, Use use) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    new X500Name(issuer),
                    BigInteger.valueOf(System.nanoTime()),
                    Date.from(Instant.parse("2020-01-01T00:00:00Z")),
                    Date.from(Instant.parse(until + "-01-01T00:00:00Z")),
                    new X500Name(name),
                    pair.getPublic());
            builder.addExtension(use.extension(), true, use.value());
            return new TestAuthority(
                    pair.getPrivate(),
                    new JcaX509CertificateConverter()
                            .getCertificate(builder.build(new JcaContentSignerBuilder(ALGORITHM).build(by))));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] digest(byte[] bytes) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
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

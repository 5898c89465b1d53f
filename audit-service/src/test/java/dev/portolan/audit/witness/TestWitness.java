package dev.portolan.audit.witness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/**
 * A witness of one log, written from c2sp.org/tlog-witness and tlog-cosignature with nothing of the code under test: it
 * reads requests, verifies proofs as RFC 6962 defines them and signs by itself. That the log signed is taken on trust.
 */
final class TestWitness implements AutoCloseable {

    private static final String NAME = "witness.example/w1";

    private final HttpServer server;
    private final KeyPair key;
    private long size;
    private byte[] root = sha256();
    int requests;
    int failWith;

    TestWitness() throws IOException, GeneralSecurityException {
        key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/w/add-checkpoint", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/w/";
    }

    /** The last 32 bytes of an Ed25519 key in X.509 are the key. */
    private byte[] publicKey() {
        byte[] encoded = key.getPublic().getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    }

    private byte[] id() {
        return Arrays.copyOf(sha256((NAME + "\n").getBytes(StandardCharsets.UTF_8), new byte[] {4}, publicKey()), 4);
    }

    String vkey() {
        byte[] material = ByteBuffer.allocate(33).put((byte) 4).put(publicKey()).array();
        return NAME + "+" + HexFormat.of().formatHex(id()) + "+"
                + Base64.getEncoder().encodeToString(material);
    }

    long size() {
        return size;
    }

    /** It has signed another log before. */
    void saw(long otherSize, byte[] otherRoot) {
        size = otherSize;
        root = otherRoot;
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        requests++;
        String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        int status = failWith;
        String text = "";
        if (failWith == 0) {
            String[] parts = request.split("\n\n", 2);
            List<String> lines = List.of(parts[0].split("\n"));
            String[] checkpoint = parts[1].split("\n");
            long old = Long.parseLong(lines.get(0).substring("old ".length()));
            long next = Long.parseLong(checkpoint[1]);
            byte[] nextRoot = Base64.getDecoder().decode(checkpoint[2]);
            if (old > next) {
                status = 400;
            } else if (old != size) {
                status = 409;
                text = size + "\n";
                exchange.getResponseHeaders().set("Content-Type", "text/x.tlog.size");
            } else if (!isConsistent(next, nextRoot, lines.subList(1, lines.size()))) {
                status = 422;
            } else {
                status = 200;
                size = next;
                root = nextRoot;
                text = cosignature(String.join("\n", Arrays.copyOf(checkpoint, 3)) + "\n");
            }
        }
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private boolean isConsistent(long next, byte[] nextRoot, List<String> lines) {
        Deque<byte[]> proof = new ArrayDeque<>();
        lines.forEach(line -> proof.add(Base64.getDecoder().decode(line)));
        if (size == 0) {
            return proof.isEmpty();
        }
        if (size == next) {
            return proof.isEmpty() && Arrays.equals(root, nextRoot);
        }
        try {
            byte[][] roots = roots(size, next, true, proof);
            return proof.isEmpty() && Arrays.equals(roots[0], root) && Arrays.equals(roots[1], nextRoot);
        } catch (java.util.NoSuchElementException e) {
            return false;
        }
    }

    /** Both roots that a proof leads to: SUBPROOF of RFC 6962 §2.1.2 read from its end. */
    private byte[][] roots(long m, long n, boolean complete, Deque<byte[]> proof) {
        if (m == n) {
            byte[] known = complete ? root : proof.removeLast();
            return new byte[][] {known, known};
        }
        long k = Long.highestOneBit(n - 1);
        byte[] beside = proof.removeLast();
        if (m <= k) {
            byte[][] left = roots(m, k, complete, proof);
            return new byte[][] {left[0], node(left[1], beside)};
        }
        byte[][] right = roots(m - k, n - k, false, proof);
        return new byte[][] {node(beside, right[0]), node(beside, right[1])};
    }

    private String cosignature(String checkpoint) {
        try {
            long time = 1_790_000_000L + requests;
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(key.getPrivate());
            ed25519.update(("cosignature/v1\ntime " + time + "\n" + checkpoint).getBytes(StandardCharsets.UTF_8));
            byte[] material = ByteBuffer.allocate(4 + 8 + 64)
                    .put(id())
                    .putLong(time)
                    .put(ed25519.sign())
                    .array();
            return "— " + NAME + " " + Base64.getEncoder().encodeToString(material) + "\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] node(byte[] left, byte[] right) {
        return sha256(new byte[] {1}, left, right);
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

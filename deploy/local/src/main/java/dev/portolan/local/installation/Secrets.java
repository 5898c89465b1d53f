package dev.portolan.local.installation;

import dev.portolan.local.report.LaunchFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Secrets of one installation: made at first use, kept in files that only their owner may read (0600). */
public final class Secrets {

    private static final int PASSWORD_BYTES = 24;
    private static final int KEY_BYTES = 32;

    private final Path directory;
    private final SecureRandom random = new SecureRandom();

    /**
     * Secrets in a directory that exists.
     *
     * @param directory one file per secret
     */
    public Secrets(Path directory) {
        this.directory = directory;
    }

    /**
     * A password of 192 random bits, written with characters that need no quoting in URLs, SQL or shells.
     *
     * @param name names the secret and its file
     * @return 48 hexadecimal digits, the same at each call
     */
    public String password(String name) {
        return keep(name, () -> HexFormat.of().formatHex(bytes(PASSWORD_BYTES)));
    }

    /**
     * A 256-bit key.
     *
     * @param name names the secret and its file
     * @return standard base64 of 32 bytes, the same at each call
     */
    public String key(String name) {
        return keep(name, () -> Base64.getEncoder().encodeToString(bytes(KEY_BYTES)));
    }

    /**
     * The file of a 256-bit key, on one line as {@link #key} gives it.
     *
     * @param name names the secret and its file
     */
    public Path keyFile(String name) {
        key(name);
        return directory.resolve(name);
    }

    /**
     * An X25519 key pair, as {@code openssl genpkey -algorithm X25519} writes one.
     *
     * @param name names the secret; its files have the endings {@code .key} and {@code .pub}
     */
    public synchronized KeyFiles keyPair(String name) {
        KeyFiles files = new KeyFiles(directory.resolve(name + ".key"), directory.resolve(name + ".pub"));
        try {
            if (!Files.exists(files.secret())) {
                KeyPair pair = KeyPairGenerator.getInstance("X25519").generateKeyPair();
                write(files.open(), pem("PUBLIC KEY", pair.getPublic().getEncoded()));
                write(files.secret(), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            }
            return files;
        } catch (IOException e) {
            throw LaunchFailure.io("keeping the key pair " + name, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has X25519", e);
        }
    }

    /**
     * Files of a key pair, each a PEM block.
     *
     * @param secret the private half
     * @param open the public half
     */
    public record KeyFiles(Path secret, Path open) {}

    private static String pem(String label, byte[] der) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
    }

    private synchronized String keep(String name, java.util.function.Supplier<String> make) {
        Path file = directory.resolve(name);
        try {
            if (!Files.exists(file)) {
                write(file, make.get());
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw LaunchFailure.io("keeping the secret " + name, e);
        }
    }

    /**
     * Writes a file that only its owner may read; the permission is there before the content is.
     *
     * @param file replaced if present
     * @param content UTF-8
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, String content) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        boolean posix = Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix");
        FileAttribute<?>[] mine = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Files.createFile(fresh, mine);
        Files.write(fresh, content.getBytes(StandardCharsets.UTF_8), StandardOpenOption.WRITE);
        Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}

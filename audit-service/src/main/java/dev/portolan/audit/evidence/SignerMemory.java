package dev.portolan.audit.evidence;

import dev.portolan.tlog.Checkpoint;
import dev.portolan.tlog.SignedNote;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * What was signed last, in a file that no restored database takes back. While it is open its neighbour {@code .lock} is
 * locked, so that of several signers one signs at a time.
 */
final class SignerMemory implements AutoCloseable {

    private final Path file;
    private final FileChannel lock;

    private SignerMemory(Path file, FileChannel lock) {
        this.file = file;
        this.lock = lock;
    }

    /** Opens it, or nothing if another signer has it. */
    static Optional<SignerMemory> open(Path file) throws IOException {
        FileChannel lock = FileChannel.open(beside(file, ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!locked(lock)) {
            lock.close();
            return Optional.empty();
        }
        return Optional.of(new SignerMemory(file, lock));
    }

    /** What was signed last; nothing if there is no file. @throws IOException also if there is no checkpoint in it */
    Optional<Checkpoint> last() throws IOException {
        return note().map(note -> Checkpoint.parse(note.text()));
    }

    /** The same with its signatures. */
    Optional<SignedNote> note() throws IOException {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            SignedNote note = SignedNote.parse(Files.readString(file));
            Checkpoint.parse(note.text());
            return Optional.of(note);
        } catch (IllegalArgumentException e) {
            throw new IOException("there is no checkpoint in it");
        }
    }

    /** Remembers, and returns when it is on disk. */
    void remember(SignedNote note) throws IOException {
        Path next = beside(file, ".next");
        try (FileChannel out = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            out.write(ByteBuffer.wrap(note.toString().getBytes(StandardCharsets.UTF_8)));
            out.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel directory = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            directory.force(true); // of the name too, before anyone sees what was signed
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static boolean locked(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }
}

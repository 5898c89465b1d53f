package dev.portolan.local.evidence;

import dev.portolan.tlog.bundle.Finding;
import dev.portolan.tlog.bundle.LogFiles;
import dev.portolan.tlog.bundle.PartCheck;
import dev.portolan.tlog.bundle.Stamp;
import dev.portolan.tlog.bundle.Stamps;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks the time stamps of one log: that each is one of its checkpoint, and who signed it. That the checkpoints are
 * those of the log is not checked here: whoever checks its tree does.
 */
public final class StampCheck {

    private final LogFiles files;
    private final Optional<TrustedAuthorities> trusted;
    private final List<String> believed = new ArrayList<>();
    private int stamps;

    /**
     * A check of the stamps of one log.
     *
     * @param files of the log
     * @param trusted who vouch for authorities; without any nobody's signature is looked at
     */
    public StampCheck(LogFiles files, Optional<TrustedAuthorities> trusted) {
        this.files = files;
        this.trusted = trusted;
    }

    /** The first trouble, or none. @throws IOException if a file is there and cannot be read */
    public Optional<Finding> run() throws IOException {
        try {
            for (Stamp stamp : Stamps.in(files)) {
                stamps++;
                Optional<Finding> wrong = look(stamp);
                if (wrong.isPresent()) {
                    return wrong;
                }
            }
            return Optional.empty();
        } catch (PartCheck.Refuted refuted) {
            return Optional.of(refuted.finding());
        }
    }

    /** Whether there was any. */
    public boolean found() {
        return stamps > 0;
    }

    /** What the stamps say: of the first and the last, as they are in order; nothing if there are none. */
    public List<String> sentences() {
        if (believed.size() > 2) {
            return List.of(believed.get(0), believed.get(believed.size() - 1));
        }
        return trusted.isPresent() || stamps == 0
                ? believed
                : List.of("time stamps: " + stamps + " fit the log; who signed them was not checked (--tsa)");
    }

    private Optional<Finding> look(Stamp stamp) {
        long size = stamp.head().size();
        try {
            TimeStamp token = TimeStamp.parse(stamp.token());
            token.isOf(stamp.checkpoint());
            if (trusted.isPresent()) {
                String signer = token.signer(trusted.get());
                believed.add("time stamp: the first " + size + " entries existed before " + token.before()
                        + ", stamped by " + signer);
            }
            return Optional.empty();
        } catch (TimeStamp.Unbelievable e) {
            return Optional.of(new Finding(Finding.Kind.MISSTAMPED, size, Stamps.token(size) + " " + e.getMessage()));
        }
    }
}

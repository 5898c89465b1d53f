package dev.portolan.audit.ledger;

import dev.portolan.audit.ledger.log.Place;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.postgresql.PGConnection;

/** Rows in the binary form of PostgreSQL's COPY. Write {@link #row} and then as many values as it says. */
final class CopyRows {

    private static final byte[] HEADER = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};

    /** PostgreSQL counts time in microseconds from here. */
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
    private final DataOutputStream out = new DataOutputStream(bytes);
    private final List<Integer> places = new ArrayList<>();
    private Place first = new Place(0, 0);

    CopyRows() {
        write(() -> {
            out.write(HEADER);
            out.writeInt(0); // flags
            out.writeInt(0); // length of an extension
        });
    }

    CopyRows row(int values) {
        return write(() -> out.writeShort(values));
    }

    CopyRows uuid(UUID value) {
        return write(() -> {
            out.writeInt(16);
            out.writeLong(value.getMostSignificantBits());
            out.writeLong(value.getLeastSignificantBits());
        });
    }

    CopyRows time(Instant value) {
        return number(EPOCH.until(value, ChronoUnit.MICROS));
    }

    /** A bigint. */
    CopyRows number(long value) {
        return write(() -> {
            out.writeInt(8);
            out.writeLong(value);
        });
    }

    /** An int. */
    CopyRows number(int value) {
        return write(() -> {
            out.writeInt(4);
            out.writeInt(value);
        });
    }

    /** A log and a place in it, {@code behind} the first: both are known when {@link #at} is called. */
    CopyRows place(int behind) {
        places.add(bytes.size() + Integer.BYTES);
        return number(first.log()).number((long) behind);
    }

    /** Where the places are. */
    CopyRows at(Place place) {
        first = place;
        return this;
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    CopyRows text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** A bytea, or a text that is UTF-8 already. */
    CopyRows bytes(byte[] value) {
        return write(() -> {
            out.writeInt(value.length);
            out.write(value);
        });
    }

    /**
     * Sends all rows, to the places last said.
     *
     * @param copy a {@code COPY … FROM STDIN BINARY}
     */
    void copyInto(Connection connection, String copy) throws SQLException {
        byte[] rows = Arrays.copyOf(bytes.toByteArray(), bytes.size() + Short.BYTES);
        ByteBuffer placed = ByteBuffer.wrap(rows).putShort(bytes.size(), (short) -1);
        for (int at : places) {
            int index = at + 2 * Integer.BYTES;
            Place place = first.behind(placed.getLong(index));
            placed.putInt(at, place.log()).putLong(index, place.index());
        }
        try {
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy, new ByteArrayInputStream(rows));
        } catch (IOException e) {
            throw new SQLException("the connection broke during COPY", "08006", e);
        }
    }

    private CopyRows write(Writing writing) {
        try {
            writing.run();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    private interface Writing {
        void run() throws IOException;
    }
}

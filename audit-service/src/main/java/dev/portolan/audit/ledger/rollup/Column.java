package dev.portolan.audit.ledger.rollup;

/**
 * A column of a roll-up.
 *
 * @param name in PostgreSQL
 * @param type in which its values travel
 * @param value what becomes of one, named {@code n.<name>}, in SQL
 * @param keep what becomes of two
 */
record Column(String name, String type, String value, Keep keep) {

    /** What is kept of two values of one row. */
    enum Keep {
        /** They are the same: part of the key. */
        KEY,
        /** Their sum. */
        SUM,
        /** The smaller. */
        LEAST,
        /** The greater. */
        GREATEST;

        long of(long left, long right) {
            return switch (this) {
                case KEY -> throw new IllegalStateException("a key is no number");
                case SUM -> left + right;
                case LEAST -> Math.min(left, right);
                case GREATEST -> Math.max(left, right);
            };
        }
    }

    /** Days since 1970-01-01. */
    static Column day() {
        return new Column("day", "int", "date 'epoch' + n.day", Keep.KEY);
    }

    /** Hours since 1970-01-01. */
    static Column hour() {
        return new Column("hour", "bigint", "timestamptz 'epoch' + n.hour * interval '1 hour'", Keep.KEY);
    }

    static Column text(String name) {
        return new Column(name, "text", "n." + name, Keep.KEY);
    }

    static Column number(String name) {
        return new Column(name, "bigint", "n." + name, Keep.KEY);
    }

    static Column number(String name, Keep keep) {
        return new Column(name, "bigint", "n." + name, keep);
    }

    /** Milliseconds since 1970-01-01. */
    static Column moment(String name, Keep keep) {
        String value = "timestamptz 'epoch' + n." + name + " * interval '1 millisecond'";
        return new Column(name, "bigint", value, keep);
    }

    /** What the stored value becomes; {@code t} is the stored row, {@code excluded} the new one. */
    String merged() {
        return switch (keep) {
            case KEY -> name;
            case SUM -> name + " = t." + name + " + excluded." + name;
            case LEAST -> name + " = least(t." + name + ", excluded." + name + ")";
            case GREATEST -> name + " = greatest(t." + name + ", excluded." + name + ")";
        };
    }
}

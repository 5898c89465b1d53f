package dev.portolan.connector.db.gate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remembers columns and rows. */
final class RecordingSink implements RowSink {
    final List<Column> columns = new ArrayList<>();
    final List<List<@Nullable String>> rows = new ArrayList<>();

    @Override
    public void columns(List<Column> all) {
        columns.addAll(all);
    }

    @Override
    public boolean row(@Nullable String[] values) {
        List<@Nullable String> row = new ArrayList<>();
        for (String value : values) {
            row.add(value);
        }
        rows.add(row);
        return true;
    }
}

package dev.portolan.connector.db.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.portolan.connector.db.gate.RowSink;
import dev.portolan.connector.db.query.QueryResult.ColumnInfo;
import dev.portolan.connector.db.query.QueryResult.CutCell;
import dev.portolan.connector.db.value.JsonValues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes rows until one of three bounds is reached. A row that would break the bound on bytes is left out whole; a
 * value that is too long is cut. One row more than wanted has to be offered, so that {@code truncated} is exact.
 */
final class BoundedResult implements RowSink {
    private final int maxRows;
    private final int maxBytes;
    private final int maxCellChars;
    private final List<Column> columns = new ArrayList<>();
    private final List<List<JsonNode>> rows = new ArrayList<>();
    private final List<CutCell> cuts = new ArrayList<>();
    private int bytes;
    private @Nullable String truncatedBy;

    BoundedResult(int maxRows, int maxBytes, int maxCellChars) {
        this.maxRows = maxRows;
        this.maxBytes = maxBytes;
        this.maxCellChars = maxCellChars;
    }

    @Override
    public void columns(List<Column> all) {
        columns.addAll(all);
    }

    @Override
    public boolean row(@Nullable String[] values) {
        if (rows.size() == maxRows) {
            truncatedBy = "rows";
            return false;
        }
        List<JsonNode> row = new ArrayList<>(values.length);
        List<CutCell> cutHere = new ArrayList<>();
        int size = 2;
        for (int i = 0; i < values.length; i++) {
            JsonNode cell = cell(i, values[i], cutHere);
            size += cell.toString().getBytes(StandardCharsets.UTF_8).length + 1;
            row.add(cell);
        }
        if (bytes + size > maxBytes) {
            truncatedBy = "bytes";
            return false;
        }
        bytes += size;
        rows.add(row);
        cuts.addAll(cutHere);
        return true;
    }

    private JsonNode cell(int column, @Nullable String text, List<CutCell> cutHere) {
        String type = columns.get(column).type();
        if (text == null || text.length() <= maxCellChars) {
            return JsonValues.of(type, text);
        }
        cutHere.add(new CutCell(rows.size(), column, text.length()));
        int end = Character.isHighSurrogate(text.charAt(maxCellChars - 1)) ? maxCellChars - 1 : maxCellChars;
        String head = text.substring(0, end);
        // Half a bytea is still base64; half of anything else that has structure is only text
        return type.equals("bytea") ? JsonValues.of(type, evenHex(head)) : TextNode.valueOf(head);
    }

    private static String evenHex(String hex) {
        return hex.length() % 2 == 0 ? hex : hex.substring(0, hex.length() - 1);
    }

    QueryResult result() {
        List<ColumnInfo> infos = new ArrayList<>();
        for (Column column : columns) {
            infos.add(new ColumnInfo(column.name(), column.type()));
        }
        return new QueryResult(
                infos,
                rows,
                rows.size(),
                truncatedBy != null,
                Optional.ofNullable(truncatedBy),
                cuts.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(cuts)));
    }
}

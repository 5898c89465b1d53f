package dev.portolan.audit.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.portolan.audit.store.NamedSql;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A named question with its answer in SQL.
 *
 * @param name in the path
 * @param question it answers
 * @param clauses of standards that ask for it, for orientation
 * @param parameters besides the span of time
 * @param paged whether rows are records, newest first, and can be turned page by page
 * @param grain of the roll-ups it reads, {@code hours} or {@code days}: its span is widened to whole ones; or
 *     {@code exact}
 * @param sql the answer; {@code from} and {@code to} are among its names, if it is paged also {@code log} and {@code
 *     tree_size} of the snapshot to be shown, and it may ask for no more than {@code rows} before the record {@code
 *     before}, of {@code before_at}
 */
public record Report(
        String name,
        String question,
        String clauses,
        List<ReportParameter> parameters,
        boolean paged,
        String grain,
        @JsonIgnore NamedSql sql) {

    private static final String REMARK = "-- ";
    private static final List<String> GRAINS = List.of("hours", "days");

    /**
     * Reads the file of a report: remarks that declare it, then one statement.
     *
     * @throws IllegalArgumentException if the file is not of that form
     */
    static Report load(String name) {
        try (InputStream file = Report.class.getResourceAsStream(name + ".sql")) {
            if (file == null) {
                throw new IllegalArgumentException("no report " + name);
            }
            return parse(name, new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Report parse(String name, String text) {
        List<String> remarks = text.lines()
                .filter(line -> line.startsWith(REMARK))
                .map(line -> line.substring(REMARK.length()))
                .toList();
        String sql = text.lines().filter(line -> !line.startsWith(REMARK)).collect(Collectors.joining("\n"));
        List<ReportParameter> parameters = new ArrayList<>();
        remarks.forEach(remark ->
                after("parameter ", remark).map(ReportParameter::parse).ifPresent(parameters::add));
        return new Report(
                name,
                one("question: ", remarks),
                one("clauses: ", remarks),
                List.copyOf(parameters),
                remarks.contains("paged"),
                GRAINS.stream().filter(remarks::contains).findFirst().orElse("exact"),
                NamedSql.of(sql));
    }

    private static String one(String key, List<String> remarks) {
        return remarks.stream()
                .flatMap(remark -> after(key, remark).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a report has no " + key));
    }

    private static Optional<String> after(String key, String remark) {
        return remark.startsWith(key) ? Optional.of(remark.substring(key.length())) : Optional.empty();
    }
}

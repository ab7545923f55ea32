package parallax.dataset.exports;

import static parallax.dataset.exports.Workspace.quoted;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// A study's tables: every conversation, rater, judgment, answer and question once, joined by `item`, `rater`,
/// `judgment` and `question`.
final class TableForm {
    /// What the six tables are called, and what their rows are.
    static final List<String> TABLES = List.of("items", "raters", "judgments", "answers", "questions", "generations");

    private static final String ANSWERS =
            "select judgment, item, rater, occasion, question, answer, words, source, question_active_ms from answers"
                    + " order by question_position, question, judgment";
    private static final String PARQUET = "(format parquet, compression zstd";

    private final Workspace tables;
    private final DatasetFolder out;

    TableForm(Workspace tables, DatasetFolder out) {
        this.tables = tables;
        this.out = out;
    }

    /// Writes each table as CSV; lists in it are JSON.
    void csv(ExportRequest.Reader reader) throws SQLException, IOException {
        for (String table : TABLES) {
            if (isThere(table)) {
                csv(tables, out, reader, table, table.equals("answers") ? ANSWERS : "select * from " + table);
            }
        }
    }

    /// @param rows a query; columns of it that are no plain values become JSON
    static void csv(Workspace tables, DatasetFolder out, ExportRequest.Reader reader, String table, String rows)
            throws SQLException, IOException {
        List<String> columns = new ArrayList<>();
        for (DatasetFolder.Column column : described(tables, rows)) {
            String name = '"' + column.name() + '"';
            String type = column.type();
            boolean nested = type.endsWith("[]");
            String value = nested
                    ? "to_json(" + name + ")::text"
                    : type.startsWith("TIMESTAMP") ? "strftime(" + name + ", '%Y-%m-%dT%H:%M:%S.%fZ')" : name;
            boolean text = nested || type.equals("VARCHAR");
            columns.add((text && reader == ExportRequest.Reader.SPREADSHEET ? plain(value) : value) + " as " + name);
        }
        out.describe(table + ".csv", described(tables, rows));
        Path file = out.place(table + ".csv");
        String written = "select " + String.join(", ", columns) + " from (" + rows + ")";
        tables.run("copy (" + written + ") to " + quoted(file.toString()) + " (format csv, header true, delim ',')");
        if (reader == ExportRequest.Reader.SPREADSHEET) {
            markAsUtf8(file);
        }
        out.counted(table + ".csv", tables.count("select count(*) from (" + rows + ")"));
    }

    private static List<DatasetFolder.Column> described(Workspace tables, String rows)
            throws SQLException, IOException {
        List<DatasetFolder.Column> columns = new ArrayList<>();
        tables.each(
                "describe " + rows, row -> columns.add(new DatasetFolder.Column(row.getString(1), row.getString(2))));
        return columns;
    }

    /// As [parallax.web.SpreadsheetText] has it.
    private static String plain(String value) {
        return "case when regexp_matches(" + value + ", '^[=+\\-@\\t\\r]') then '''' || " + value + " else " + value
                + " end";
    }

    private static void markAsUtf8(Path file) throws IOException {
        Path marked = file.resolveSibling(file.getFileName() + ".marked");
        try (OutputStream to = Files.newOutputStream(marked)) {
            to.write("\uFEFF".getBytes(StandardCharsets.UTF_8));
            Files.copy(file, to);
        }
        Files.move(marked, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Writes each table as Parquet, and answers as a folder with one folder for each question.
    void parquet() throws SQLException, IOException {
        others("");
        Path answers = out.place("answers");
        if (isThere("answers")) {
            tables.run("copy (" + ANSWERS + ") to " + quoted(answers.toString()) + " " + PARQUET
                    + ", partition_by (question))");
        }
        if (Files.isDirectory(answers)) {
            tables.each(
                    "select question, count(*) from read_parquet(" + quoted(answers + "/*/*.parquet")
                            + ", hive_partitioning = true, hive_types = {'question': varchar}) group by question",
                    row -> out.counted("answers/question=" + row.getString(1), row.getLong(2)));
        }
    }

    /// Writes each table as one Parquet file in the folder `data`.
    void oneFileEach() throws SQLException, IOException {
        others("data/");
        write("data/answers", ANSWERS);
    }

    private void others(String folder) throws SQLException, IOException {
        for (String table : TABLES) {
            if (!table.equals("answers") && isThere(table)) {
                write(folder + table, "select * from " + table);
            }
        }
    }

    private void write(String name, String rows) throws SQLException, IOException {
        parquet(tables, out, name, rows);
    }

    static void parquet(Workspace tables, DatasetFolder out, String name, String rows)
            throws SQLException, IOException {
        tables.run(
                "copy (" + rows + ") to " + quoted(out.place(name + ".parquet").toString()) + " " + PARQUET + ")");
        out.describe(name + ".parquet", described(tables, rows));
        out.counted(
                name + ".parquet",
                tables.count("select count(*) from read_parquet("
                        + quoted(out.place(name + ".parquet").toString()) + ")"));
    }

    /// A study whose replies were not written here has no generations, and one of unknown raters no raters.
    private boolean isThere(String table) {
        return tables.count("select count(*) from (select 1 from " + table + " limit 1)") > 0;
    }
}

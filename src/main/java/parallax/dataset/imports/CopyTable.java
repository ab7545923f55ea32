package parallax.dataset.imports;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// Rows on their way into one table, by COPY in its text format.
///
/// @see <a href="https://www.postgresql.org/docs/18/sql-copy.html#SQL-COPY-FILE-FORMATS">COPY file
///     formats</a>
final class CopyTable implements AutoCloseable {
    private static final int FLUSH_AT = 1 << 16;

    private final CopyIn copy;
    private final StringBuilder rows = new StringBuilder(FLUSH_AT + 4096);

    private CopyTable(CopyIn copy) {
        this.copy = copy;
    }

    static CopyTable into(Connection connection, String table, String columns) throws SQLException {
        return new CopyTable(connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + table + " (" + columns + ") from stdin"));
    }

    /// Adds a row of numbers, booleans, text, bytes and nulls.
    void row(@Nullable Object... values) throws SQLException {
        for (int v = 0; v < values.length; v++) {
            if (v > 0) {
                rows.append('\t');
            }
            append(values[v]);
        }
        rows.append('\n');
        if (rows.length() >= FLUSH_AT) {
            flush();
        }
    }

    /// Ends the copy; the rows are there once this returns.
    void end() throws SQLException {
        flush();
        copy.endCopy();
    }

    /// Takes everything back unless the copy has ended.
    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }

    private void flush() throws SQLException {
        byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        rows.setLength(0);
    }

    private void append(@Nullable Object value) {
        switch (value) {
            case null -> rows.append("\\N");
            case byte[] bytes -> rows.append("\\\\x").append(HexFormat.of().formatHex(bytes));
            case String text -> appendEscaped(text);
            case Boolean flag -> rows.append(flag ? 't' : 'f');
            default -> rows.append(value);
        }
    }

    private void appendEscaped(String text) {
        for (int c = 0; c < text.length(); c++) {
            char character = text.charAt(c);
            switch (character) {
                case '\\' -> rows.append("\\\\");
                case '\t' -> rows.append("\\t");
                case '\n' -> rows.append("\\n");
                case '\r' -> rows.append("\\r");
                default -> rows.append(character);
            }
        }
    }
}

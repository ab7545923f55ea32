package parallax.dataset.exports;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import parallax.web.SpreadsheetText;

/// Writes comma-separated rows in UTF-8, ended by a line feed. Only fields that need quotes get them, as
/// data frames write them, so that a file taken in comes out byte for byte.
public final class CsvWriter {
    private final Writer out;
    private final ExportRequest.Reader reader;
    private boolean begun;

    public CsvWriter(OutputStream out, ExportRequest.Reader reader) {
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
        this.reader = reader;
    }

    public void row(List<String> fields) throws IOException {
        if (!begun && reader == ExportRequest.Reader.SPREADSHEET) {
            out.write('\uFEFF'); // without it, spreadsheets take UTF-8 for something else
        }
        begun = true;
        boolean first = true;
        for (String field : fields) {
            if (!first) {
                out.write(',');
            }
            first = false;
            write(field, fields.size() == 1);
        }
        out.write('\n');
    }

    public void flush() throws IOException {
        out.flush();
    }

    private void write(String field, boolean alone) throws IOException {
        String safe = safe(field);
        if (needsQuotes(safe) || (alone && safe.isEmpty())) {
            out.write('"');
            out.write(safe.replace("\"", "\"\""));
            out.write('"');
        } else {
            out.write(safe);
        }
    }

    private String safe(String field) {
        return reader == ExportRequest.Reader.SPREADSHEET ? SpreadsheetText.plain(field) : field;
    }

    private static boolean needsQuotes(String field) {
        for (int c = 0; c < field.length(); c++) {
            char character = field.charAt(c);
            if (character == ',' || character == '"' || character == '\n' || character == '\r') {
                return true;
            }
        }
        return false;
    }
}

package parallax.dataset.table;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Collections;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A text whose columns are separated by a character, read row by row: any line ends, quoted fields over
/// several lines, and a first line `sep=;` as spreadsheets write it. Rows that do not fit the header are
/// reported and passed over.
final class DelimitedTable implements TableFile {
    /// Enough for a book in one field; more is a quote that was never closed.
    private static final int LONGEST_FIELD = 1_000_000;

    private static final String QUOTES = "a quoted field is not closed, or text follows its closing quote";

    private final String name;
    private final Problems problems;
    private final Gathering gathering;
    private final CsvReader<TableRow> reader;
    private final CloseableIterator<TableRow> rows;
    private final Header header;

    private DelimitedTable(String name, Separator separator, Reader text, Problems problems) throws FileRefused {
        this.name = name;
        this.problems = problems;
        this.gathering = new Gathering(separator.linesBefore());
        this.reader = CsvReader.builder()
                .fieldSeparator(separator.character())
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowExtraCharsAfterClosingQuote(false)
                .build(gathering, text);
        this.rows = reader.iterator();
        this.header = readHeader();
    }

    static DelimitedTable open(FileSource source, Reading reading, Problems problems, Notes notes)
            throws IOException, FileRefused {
        Charset encoding = TextEncoding.of(source, reading.encoding(), notes);
        Separator separator;
        try (Reader sample = new TextReader(source.open(), encoding)) {
            separator = Separator.of(sample, reading.separator());
        }
        if (reading.separator() == null && separator.character() != ',') {
            notes.add("the columns are separated by " + separator.words());
        }
        Reader text = new TextReader(source.open(), encoding);
        boolean ready = false;
        try {
            separator.pass(text);
            DelimitedTable table = new DelimitedTable(source.name(), separator, text, problems);
            ready = true;
            return table;
        } finally {
            if (!ready) {
                text.close();
            }
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Header header() {
        return header;
    }

    @Override
    public @Nullable TableRow next() throws FileRefused {
        while (true) {
            TableRow row = nextRow();
            if (row == null || fits(row)) {
                return row;
            }
            if (row.fields().length == 1 && row.field(0).isBlank()) {
                return new TableRow(
                        row.line(), Collections.nCopies(header.size(), "").toArray(String[]::new));
            }
        }
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException unclosed) {
            throw new UncheckedIOException(name, unclosed);
        }
    }

    private Header readHeader() throws FileRefused {
        TableRow row = nextRow();
        if (row == null) {
            throw problems.fatal(name, 0, null, "the file is empty");
        }
        return new Header(Arrays.asList(row.fields()));
    }

    private @Nullable TableRow nextRow() throws FileRefused {
        try {
            TableRow row = rows.next();
            String last = row.fields()[row.fields().length - 1];
            if (!last.endsWith(TextReader.END)) {
                return row;
            }
            if (row.fields().length > 1 || last.length() > TextReader.END.length()) {
                throw problems.fatal(name, row.line(), null, QUOTES);
            }
            return null;
        } catch (UncheckedIOException unread) {
            Throwable cause = Objects.requireNonNullElse(unread.getCause(), unread);
            if (cause instanceof UnreadableForm other) {
                throw problems.fatal(name, other.line(), null, other.rule());
            }
            throw problems.fatal(name, 0, null, "the file cannot be read: " + cause.getMessage());
        } catch (CsvParseException malformed) {
            throw problems.fatal(name, gathering.line(), null, QUOTES);
        }
    }

    private boolean fits(TableRow row) throws FileRefused {
        String[] fields = row.fields();
        if (fields.length != header.size()) {
            if (fields.length == 1 && fields[0].isBlank()) {
                return false; // a line of blanks
            }
            problems.add(
                    name,
                    row.line(),
                    null,
                    "the row has " + fields.length + " fields, the header has " + header.size());
            return false;
        }
        boolean clean = true;
        for (int index = 0; index < fields.length; index++) {
            if (fields[index].length() > LONGEST_FIELD) {
                problems.add(
                        name, row.line(), header.names().get(index), "longer than " + LONGEST_FIELD + " characters");
                clean = false;
            } else if (fields[index].indexOf('\0') >= 0) {
                problems.add(name, row.line(), header.names().get(index), "contains a NUL character");
                clean = false;
            }
        }
        return clean;
    }

    /// Gathers the fields of a row, and knows where a row begins that cannot be read to its end.
    private static final class Gathering extends AbstractBaseCsvCallbackHandler<TableRow> {
        private final long linesBefore;
        private String[] fields = new String[64];

        Gathering(long linesBefore) {
            this.linesBefore = linesBefore;
        }

        long line() {
            return getStartingLineNumber() + linesBefore;
        }

        @Override
        protected void handleField(int index, char[] text, int offset, int length, boolean quoted) {
            if (index == fields.length) {
                fields = Arrays.copyOf(fields, 2 * index);
            }
            fields[index] = new String(text, offset, length);
        }

        @Override
        protected TableRow buildRecord() {
            return new TableRow(line(), Arrays.copyOf(fields, getFieldCount()));
        }
    }
}

package parallax.dataset.file;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A comma-separated file in UTF-8, read row by row: with or without a byte order mark, any line ends,
/// quoted fields over several lines. Rows that do not fit the header are reported and passed over.
public final class CsvFile implements AutoCloseable {
    /// Enough for a book in one field; more is a quote that was never closed.
    private static final int LONGEST_FIELD = 1_000_000;

    private static final String QUOTES = "a quoted field is not closed, or text follows its closing quote";

    private final String name;
    private final Problems problems;
    private final Gathering gathering = new Gathering();
    private final CsvReader<CsvRow> reader;
    private final CloseableIterator<CsvRow> rows;
    private final Header header;

    /// What is done about columns that the header does not name.
    public enum NamelessColumns {
        REFUSED,
        /// they cannot be asked for, and nothing is said of them
        PASSED_OVER
    }

    private CsvFile(FileSource source, NamelessColumns nameless, Problems problems) throws IOException, FileRefused {
        this.name = source.name();
        this.problems = problems;
        this.reader = CsvReader.builder()
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowExtraCharsAfterClosingQuote(false)
                .build(gathering, new Utf8Reader(source.open()));
        boolean ready = false;
        try {
            this.rows = reader.iterator();
            this.header = readHeader(nameless);
            ready = true;
        } finally {
            if (!ready) {
                reader.close();
            }
        }
    }

    /// Opens a file and reads its header.
    public static CsvFile open(FileSource source, NamelessColumns nameless, Problems problems) throws FileRefused {
        try {
            return new CsvFile(source, nameless, problems);
        } catch (FileSource.FolderException folder) {
            throw problems.fatal(source.name(), 0, null, "this is a folder: name a CSV file");
        } catch (NoSuchFileException missing) {
            throw problems.fatal(source.name(), 0, null, "there is no such file");
        } catch (AccessDeniedException closed) {
            throw problems.fatal(source.name(), 0, null, "the file may not be read");
        } catch (IOException unread) {
            throw problems.fatal(source.name(), 0, null, "the file cannot be read: " + unread.getMessage());
        }
    }

    public String name() {
        return name;
    }

    public Header header() {
        return header;
    }

    /// The next row that fits the header, or null at the end of the file.
    public @Nullable CsvRow next() throws FileRefused {
        while (true) {
            CsvRow row = nextRow();
            if (row == null || fits(row)) {
                return row;
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

    private Header readHeader(NamelessColumns nameless) throws FileRefused {
        CsvRow row = nextRow();
        if (row == null) {
            throw problems.fatal(name, 0, null, "the file is empty");
        }
        List<String> names = Arrays.asList(row.fields());
        refuseOtherSeparator(names);
        Set<String> seen = new HashSet<>();
        for (int index = 0; index < names.size(); index++) {
            String column = names.get(index);
            if (column.isBlank()) {
                if (nameless == NamelessColumns.REFUSED) {
                    problems.add(name, 1, null, "column " + (index + 1) + " has no name");
                }
            } else if (!seen.add(column)) {
                problems.add(name, 1, column, "the header names this column twice");
            }
        }
        problems.refuseIfAny();
        return new Header(names);
    }

    private void refuseOtherSeparator(List<String> names) throws FileRefused {
        String only = names.getFirst();
        if (names.size() == 1 && (only.contains(";") || only.contains("\t"))) {
            throw problems.fatal(name, 1, null, "the columns must be separated by commas, not by semicolons or tabs");
        }
    }

    private @Nullable CsvRow nextRow() throws FileRefused {
        try {
            CsvRow row = rows.next();
            String last = row.fields()[row.fields().length - 1];
            if (!last.endsWith(Utf8Reader.END)) {
                return row;
            }
            if (row.fields().length > 1 || last.length() > Utf8Reader.END.length()) {
                throw problems.fatal(name, row.line(), null, QUOTES);
            }
            return null;
        } catch (UncheckedIOException unread) {
            Throwable cause = Objects.requireNonNullElse(unread.getCause(), unread);
            if (cause instanceof Utf8Reader.OtherEncodingException other) {
                throw problems.fatal(name, other.line(), null, other.rule());
            }
            throw problems.fatal(name, 0, null, "the file cannot be read: " + cause.getMessage());
        } catch (CsvParseException malformed) {
            throw problems.fatal(name, gathering.line(), null, QUOTES);
        }
    }

    private boolean fits(CsvRow row) throws FileRefused {
        String[] fields = row.fields();
        if (fields.length != header.size()) {
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
    private static final class Gathering extends AbstractBaseCsvCallbackHandler<CsvRow> {
        private String[] fields = new String[64];

        long line() {
            return getStartingLineNumber();
        }

        @Override
        protected void handleField(int index, char[] text, int offset, int length, boolean quoted) {
            if (index == fields.length) {
                fields = Arrays.copyOf(fields, 2 * index);
            }
            fields[index] = new String(text, offset, length);
        }

        @Override
        protected CsvRow buildRecord() {
            return new CsvRow(getStartingLineNumber(), Arrays.copyOf(fields, getFieldCount()));
        }
    }
}

package parallax.dataset.imports;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/// A comma-separated file in UTF-8, read row by row: with or without a byte order mark, any line ends,
/// quoted fields over several lines. Rows that do not fit the header are reported and passed over.
final class CsvFile implements AutoCloseable {
    /// Enough for a book in one field; more is a quote that was never closed.
    private static final int LONGEST_FIELD = 1_000_000;

    private static final int BYTE_ORDER_MARK = '\uFEFF';

    private final Path path;
    private final String name;
    private final Problems problems;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final Header header;

    private CsvFile(Path path, String name, Problems problems) throws IOException, ImportRefused {
        this.path = path;
        this.name = name;
        this.problems = problems;
        BufferedReader reader = open();
        boolean ready = false;
        try {
            this.parser =
                    CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(true).get().parse(reader);
            this.records = parser.iterator();
            this.header = readHeader();
            ready = true;
        } finally {
            if (!ready) {
                reader.close();
            }
        }
    }

    static CsvFile open(Path path, Problems problems) throws IOException, ImportRefused {
        String name = String.valueOf(path.getFileName());
        if (Files.isDirectory(path)) {
            throw problems.fatal(name, 0, null, "this is a folder: name a CSV file");
        }
        try {
            return new CsvFile(path, name, problems);
        } catch (NoSuchFileException missing) {
            throw problems.fatal(name, 0, null, "there is no such file");
        } catch (AccessDeniedException closed) {
            throw problems.fatal(name, 0, null, "the file may not be read");
        }
    }

    String name() {
        return name;
    }

    Header header() {
        return header;
    }

    /// The next row that fits the header, or null at the end of the file.
    @Nullable
    CsvRow next() throws IOException, ImportRefused {
        while (true) {
            long line = parser.getCurrentLineNumber() + 1;
            CSVRecord record = nextRecord(line);
            if (record == null) {
                return null;
            }
            String[] fields = record.values();
            if (fits(line, fields)) {
                return new CsvRow(line, fields);
            }
        }
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    private BufferedReader open() throws IOException, ImportRefused {
        refuseUtf16();
        BufferedReader reader = new BufferedReader(
                new InputStreamReader(
                        Files.newInputStream(path),
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)),
                1 << 16);
        reader.mark(1);
        try {
            if (reader.read() != BYTE_ORDER_MARK) {
                reader.reset();
            }
        } catch (CharacterCodingException notUtf8) {
            reader.close();
            throw notUtf8(notUtf8);
        }
        return reader;
    }

    private void refuseUtf16() throws IOException, ImportRefused {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] start = in.readNBytes(2);
            int mark = start.length < 2 ? 0 : ((start[0] & 0xFF) << 8) | (start[1] & 0xFF);
            if (mark == 0xFEFF || mark == 0xFFFE) {
                throw problems.fatal(name, 1, null, "the file is in UTF-16; save it as UTF-8");
            }
        }
    }

    private Header readHeader() throws IOException, ImportRefused {
        CSVRecord record = nextRecord(1);
        if (record == null) {
            throw problems.fatal(name, 0, null, "the file is empty");
        }
        List<String> names = Arrays.asList(record.values());
        refuseOtherSeparator(names);
        Set<String> seen = new HashSet<>();
        for (int index = 0; index < names.size(); index++) {
            String column = names.get(index);
            if (column.isBlank()) {
                problems.add(name, 1, null, "column " + (index + 1) + " has no name");
            } else if (!seen.add(column)) {
                problems.add(name, 1, column, "the header names this column twice");
            }
        }
        problems.refuseIfAny();
        return new Header(names);
    }

    private void refuseOtherSeparator(List<String> names) throws ImportRefused {
        String only = names.getFirst();
        if (names.size() == 1 && (only.contains(";") || only.contains("\t"))) {
            throw problems.fatal(name, 1, null, "the columns must be separated by commas, not by semicolons or tabs");
        }
    }

    private @Nullable CSVRecord nextRecord(long line) throws IOException, ImportRefused {
        try {
            return records.hasNext() ? records.next() : null;
        } catch (UncheckedIOException unread) {
            IOException cause = unread.getCause();
            if (cause instanceof CharacterCodingException) {
                throw notUtf8(unread);
            }
            if (cause instanceof CSVException
                    || String.valueOf(unread.getMessage()).contains("encapsulated")) {
                throw problems.fatal(
                        name, line, null, "a quoted field is not closed, or text follows its closing quote");
            }
            throw cause;
        }
    }

    private boolean fits(long line, String[] fields) throws ImportRefused {
        if (fields.length != header.size()) {
            problems.add(name, line, null, "the row has " + fields.length + " fields, the header has " + header.size());
            return false;
        }
        boolean clean = true;
        for (int index = 0; index < fields.length; index++) {
            if (fields[index].length() > LONGEST_FIELD) {
                problems.add(name, line, header.names().get(index), "longer than " + LONGEST_FIELD + " characters");
                clean = false;
            } else if (fields[index].indexOf('\0') >= 0) {
                problems.add(name, line, header.names().get(index), "contains a NUL character");
                clean = false;
            }
        }
        return clean;
    }

    private ImportRefused notUtf8(Exception cause) throws IOException {
        ImportRefused refusal = problems.fatal(
                name, firstMalformedLine(), null, "this line is not valid UTF-8; save the file as UTF-8");
        refusal.initCause(cause);
        return refusal;
    }

    /// No byte of a longer UTF-8 sequence is a line feed, so each line can be tried by itself.
    private long firstMalformedLine() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long line = 1;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next != '\n') {
                    bytes.write(next);
                } else if (isMalformed(bytes.toByteArray())) {
                    return line;
                } else {
                    bytes.reset();
                    line++;
                }
            }
        }
        return line;
    }

    private static boolean isMalformed(byte[] line) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line));
            return false;
        } catch (CharacterCodingException malformed) {
            return true;
        }
    }
}

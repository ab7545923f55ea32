package parallax.dataset.file;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/// A CSV file with a header, read row by row. Columns are found by name.
final class CsvTable implements AutoCloseable {
    private final Path file;
    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> rows;
    private final List<String> header;
    private long line = 1;

    private CsvTable(Path file, CsvReader<CsvRecord> reader) {
        this.file = file;
        this.reader = reader;
        rows = reader.iterator();
        if (!next()) {
            throw new RejectedFileException(file, "the file is empty; its first line names the columns");
        }
        header = withoutByteOrderMark(rows.next().getFields());
        if (new HashSet<>(header).size() < header.size()) {
            throw new RejectedFileException(file, 1, "two columns share a name in " + header);
        }
    }

    static CsvTable open(Path file) {
        if (Files.isDirectory(file)) {
            throw new RejectedFileException(file, "is a folder, not a file");
        }
        try {
            InputStreamReader text = new InputStreamReader(
                    Files.newInputStream(file),
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT));
            return new CsvTable(
                    file,
                    CsvReader.builder()
                            .allowExtraFields(true)
                            .allowMissingFields(true)
                            .ofCsvRecord(text));
        } catch (NoSuchFileException e) {
            throw new RejectedFileException(file, "there is no such file");
        } catch (IOException e) {
            throw new RejectedFileException(file, "cannot be read: " + e.getMessage());
        }
    }

    Path file() {
        return file;
    }

    boolean has(String column) {
        return header.contains(column);
    }

    /// The position of a column.
    int column(String name) {
        int position = header.indexOf(name);
        if (position < 0) {
            throw new RejectedFileException(file, 1, "there is no column \"" + name + "\" among " + header);
        }
        return position;
    }

    /// Reads every remaining row; all have as many fields as the header.
    void forEachRow(Consumer<CsvRecord> take) {
        while (next()) {
            CsvRecord row = rows.next();
            line = row.getStartingLineNumber();
            if (row.getFieldCount() != header.size()) {
                throw rejected(row.getFieldCount() + " fields under a header of " + header.size());
            }
            take.accept(row);
        }
    }

    /// A complaint about the row being read.
    RejectedFileException rejected(String rule) {
        return new RejectedFileException(file, line, rule);
    }

    private boolean next() {
        try {
            return rows.hasNext();
        } catch (UncheckedIOException e) {
            throw new RejectedFileException(file, "after line " + line + ": the text is not UTF-8");
        } catch (CsvParseException e) {
            throw new RejectedFileException(file, "after line " + line + ": " + e.getMessage());
        }
    }

    private static List<String> withoutByteOrderMark(List<String> header) {
        return header.stream()
                .map(name -> name.startsWith("\uFEFF") ? name.substring(1) : name)
                .toList();
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new RejectedFileException(file, "cannot be closed: " + e.getMessage());
        }
    }
}

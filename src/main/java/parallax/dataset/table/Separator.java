package parallax.dataset.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What separates the columns of a text.
///
/// @param linesBefore how many lines stand before the header: 1 where a spreadsheet's `sep=` line does
/// @param lettersBefore how many characters those lines have
record Separator(char character, int linesBefore, int lettersBefore) {
    private static final char[] CANDIDATES = {',', ';', '\t', '|'};
    private static final int SAMPLE = 1 << 16;
    private static final int SAMPLE_ROWS = 50;
    private static final String SAYS = "sep=";

    /// The separator that somebody named, that the first line names, or with which the most rows have as
    /// many columns as the header; a comma where none divides the header.
    static Separator of(Reader text, @Nullable Character named) throws IOException {
        char[] chars = new char[SAMPLE];
        int length = 0;
        for (int read = text.read(chars, 0, SAMPLE); read > 0 && length < SAMPLE; ) {
            length += read;
            read = length < SAMPLE ? text.read(chars, length, SAMPLE - length) : -1;
        }
        String sample = new String(chars, 0, length);
        if (sample.startsWith(SAYS) && sample.length() > SAYS.length()) {
            int end = sample.indexOf('\n');
            String said = sample.substring(SAYS.length(), end < 0 ? sample.length() : end)
                    .strip();
            char character = said.isEmpty() ? '\t' : said.charAt(0);
            if (named == null && (character == '"' || character < '\t' || Character.isLetterOrDigit(character))) {
                throw new UnreadableForm(
                        "the first line says " + SAYS + " with a character that cannot separate columns", 1);
            }
            return new Separator(named == null ? character : named, 1, end < 0 ? sample.length() : end + 1);
        }
        return new Separator(named == null ? told(sample) : named, 0, 0);
    }

    /// Passes over what stands before the header.
    void pass(Reader text) throws IOException {
        for (int letter = 0; letter < lettersBefore; letter++) {
            if (text.read() < 0) {
                return;
            }
        }
    }

    String words() {
        return switch (character) {
            case ',' -> "commas";
            case ';' -> "semicolons";
            case '\t' -> "tabs";
            case '|' -> "vertical bars";
            default -> "the character '" + character + "'";
        };
    }

    private static char told(String sample) {
        char best = ',';
        double bestScore = 0;
        for (char candidate : CANDIDATES) {
            double score = score(columns(sample, candidate));
            if (score > bestScore) {
                best = candidate;
                bestScore = score;
            }
        }
        return best;
    }

    /// How many rows have as many columns as the header, as a share of all; 0 where the header has one.
    /// Of two candidates alike in that, the one that makes more columns is better.
    private static double score(List<Integer> columns) {
        if (columns.isEmpty() || columns.getFirst() < 2) {
            return 0;
        }
        int header = columns.getFirst();
        long alike = columns.stream().filter(number -> number == header).count();
        return (double) alike / columns.size() + Math.min(header, 1000) * 1e-6;
    }

    /// The number of columns of each row of the sample.
    private static List<Integer> columns(String sample, char separator) {
        List<Integer> columns = new ArrayList<>();
        try (CsvReader<CsvRecord> rows = CsvReader.builder()
                .fieldSeparator(separator)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(sample)) {
            for (CsvRecord row : rows) {
                columns.add(row.getFieldCount());
                if (columns.size() == SAMPLE_ROWS) {
                    return columns;
                }
            }
        } catch (CsvParseException | UncheckedIOException quoted) {
            return columns;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        if (columns.size() > 1) {
            columns.removeLast(); // the end of the text, or a row that the sample cuts
        }
        return columns;
    }
}

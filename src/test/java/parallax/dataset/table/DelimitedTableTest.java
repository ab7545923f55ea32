package parallax.dataset.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/// Files of rows from any source of bytes: what is read of them, and the place and rule where they are refused.
class DelimitedTableTest {
    /// Longer than any buffer on the way.
    private static final int LONG = 200_000;

    @Test
    void rows_have_their_fields_and_the_line_on_which_they_begin() throws FileRefused {
        assertEquals(
                List.of("2: 1|x", "3: 2|two\nlines", "5: 3|a \"quoted\" word", "7: 4|", "8: 5|last"),
                rows("id,text\n1,x\n2,\"two\nlines\"\n3,\"a \"\"quoted\"\" word\"\n\n4,\n5,last"));
    }

    @Test
    void any_line_end_and_a_byte_order_mark_are_read() throws FileRefused {
        List<String> expected = List.of("2: 1|x", "3: 2|y");
        assertEquals(expected, rows("id,text\n1,x\n2,y\n"));
        assertEquals(expected, rows("\uFEFFid,text\r\n1,x\r\n2,y\r\n"));
        assertEquals(expected, rows("id,text\r1,x\r2,y"));
        assertEquals(List.of(), rows("\uFEFFid,text"));
    }

    @RepeatedTest(40)
    void whatever_was_written_is_read_back(RepetitionInfo repetition) throws FileRefused {
        Random random = new Random(repetition.getCurrentRepetition());
        List<String> expected = new ArrayList<>();
        StringBuilder text = new StringBuilder("id,text\n");
        long line = 2;
        for (int row = 0; row < 200; row++) {
            String field = field(random);
            expected.add(line + ": " + row + "|" + field);
            text.append(row)
                    .append(',')
                    .append('"')
                    .append(field.replace("\"", "\"\""))
                    .append("\"\n");
            line += 1 + field.chars().filter(c -> c == '\n').count();
        }
        assertEquals(expected, rows(text.toString()));
    }

    @Test
    void a_source_is_opened_again_for_each_reading_and_closed_as_often() throws FileRefused {
        AtomicInteger open = new AtomicInteger();
        FileSource source = new FileSource("upload.csv", () -> {
            open.incrementAndGet();
            return new FilterInputStream(stream("id,text\n1,x\n")) {
                @Override
                public void close() throws IOException {
                    open.decrementAndGet();
                    super.close();
                }
            };
        });
        assertEquals(List.of("2: 1|x"), rows(source));
        assertEquals(List.of("2: 1|x"), rows(source));
        assertEquals(0, open.get());
    }

    @Test
    void a_text_that_is_utf_8_but_for_a_line_is_refused_by_that_line_wherever_it_is() {
        byte[] latin = "9,J\u00f6rg\n".getBytes(StandardCharsets.ISO_8859_1);
        for (int rows : new int[] {1, 20_000}) {
            byte[] before = ("id,text\n" + "1,\u20acx\n".repeat(rows)).getBytes(StandardCharsets.UTF_8);
            byte[] all = new byte[before.length + latin.length];
            System.arraycopy(before, 0, all, 0, before.length);
            System.arraycopy(latin, 0, all, before.length, latin.length);
            assertEquals(
                    List.of("file.csv, line " + (rows + 2)
                            + ": this line is not valid UTF-8, though others are; save the file as UTF-8"),
                    refusal(all));
        }
    }

    @Test
    void other_encodings_are_told_from_the_bytes_and_said() throws FileRefused {
        String text = "id,text\n1,Zo\u00eb\n2,gr\u00f6\u00dfer\n";
        Notes notes = new Notes();
        assertEquals(
                List.of("2: 1|Zo\u00eb", "3: 2|gr\u00f6\u00dfer"), rows(text, "windows-1252", Reading.AS_FOUND, notes));
        assertEquals(
                List.of("not UTF-8 (first on line 2), so read as Windows-1252; --encoding names another encoding"),
                notes.lines());
        for (String encoding : List.of("UTF-16", "UTF-16LE", "UTF-16BE", "UTF-8")) {
            assertEquals(
                    List.of("2: 1|Zo\u00eb", "3: 2|gr\u00f6\u00dfer"),
                    rows(text, encoding, Reading.AS_FOUND, new Notes()),
                    encoding);
        }
        Reading greek = new Reading(Charset.forName("ISO-8859-7"), null, null);
        assertEquals(List.of("2: 1|\u03b1"), rows("id,text\n1,\u03b1\n", "ISO-8859-7", greek, new Notes()));
        assertEquals(
                List.of(
                        "file.csv, line 2: this is neither UTF-8 nor another text; name the encoding with --encoding if it is one"),
                refusal(new byte[] {'a', ',', 'b', '\n', (byte) 0x81, ',', (byte) 0x90, '\n'}));
    }

    @Test
    void separators_are_told_from_the_rows_and_said() throws FileRefused {
        for (String separator : List.of(";", "\t", "|")) {
            Notes notes = new Notes();
            String text = "id,text\n1,\"a,b;c\"\n2,1.5\n".replace(',', separator.charAt(0));
            List<String> expected = List.of("2: 1|a" + separator + "b;c", "3: 2|1.5");
            assertEquals(expected, rows(text, "UTF-8", Reading.AS_FOUND, notes));
            assertEquals(1, notes.lines().size());
            assertTrue(notes.lines().getFirst().startsWith("the columns are separated by "), notes.lines()::getFirst);
        }
        assertEquals(List.of("3: 1|x,y"), rows("sep=;\nid;text\n1;x,y\n", "UTF-8", Reading.AS_FOUND, new Notes()));
        assertEquals(
                List.of("2: 1|2,5", "3: 2|3,75"),
                rows("id;text\n1;2,5\n2;3,75\n", "UTF-8", Reading.AS_FOUND, new Notes()),
                "decimal commas divide nothing");
        Reading tilde = new Reading(null, '~', null);
        assertEquals(List.of("2: 1|x"), rows("id~text\n1~x\n", "UTF-8", tilde, new Notes()));
    }

    @Test
    void what_spreadsheets_and_survey_tools_add_is_left_out_with_a_note() throws FileRefused {
        Notes notes = new Notes();
        String survey =
                "Q1,Q2,\nAsked,Said,\n\"{\"\"ImportId\"\":\"\"a\"\"}\",\"{\"\"ImportId\"\":\"\"b\"\"}\",\n1,x,\n,,\n   \n2,y,\n";
        assertEquals(List.of("4: 1|x", "7: 2|y"), rows(survey, "UTF-8", Reading.AS_FOUND, notes));
        assertEquals(
                List.of(
                        "column 3 has no name and is left out",
                        "2 heading rows below the header left out (to line 3), as Qualtrics writes them",
                        "empty row left out: 2 rows (lines 5, 6)"),
                notes.lines());
    }

    @Test
    void every_mistake_of_the_header_and_the_rows_is_told_at_once() {
        assertEquals(
                List.of("file.csv, line 1, column id: the header names this column twice"), refusal("id,,id\n1,2,3\n"));
        assertEquals(
                List.of(
                        "file.csv, line 2: the row has 1 fields, the header has 2",
                        "file.csv, line 3, column text: contains a NUL character",
                        "file.csv, line 4, column text: longer than 1000000 characters"),
                refusal("id,text\n1\n2,a\0b\n3," + "x".repeat(1_000_001) + "\n4,fine\n"));
    }

    @Test
    void quotes_that_do_not_close_are_refused_where_their_row_begins() {
        String rule = ": a quoted field is not closed, or text follows its closing quote";
        assertEquals(List.of("file.csv, line 3" + rule), refusal("id,text\n1,x\n2,\"y\n3,z\n"));
        assertEquals(List.of("file.csv, line 2" + rule), refusal("id,text\n1,\"x\"y\n"));
        assertEquals(List.of("file.csv, line 1" + rule), refusal("id,\"text\n1,x\n"));
        assertEquals(List.of("file.csv, line 2" + rule), refusal("id,text\n1,\"" + "x\n".repeat(20_000_000)));
    }

    @Test
    void files_without_a_header_are_refused() {
        assertEquals(List.of("file.csv: the file is empty"), refusal(""));
        assertEquals(List.of("file.csv: the file is empty"), refusal("\uFEFF\n\n"));
        assertEquals(List.of("file.csv, line 1: the header names no column"), refusal(",\n1,x\n"));
    }

    @Test
    void a_stream_that_breaks_off_is_refused_and_says_why() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
            }
        };
        FileSource source = new FileSource("far.csv", () -> broken);
        FileRefused refused = assertThrows(
                FileRefused.class, () -> TableFile.open(source, Reading.AS_FOUND, new Problems(), new Notes()));
        String problem = refused.problems().getFirst().toString();
        assertTrue(problem.startsWith("far.csv: the file cannot be read: "), problem);
        assertTrue(problem.contains("the disk is gone"), problem);
    }

    private static List<String> rows(String text, String encoding, Reading reading, Notes notes) throws FileRefused {
        byte[] bytes = text.getBytes(Charset.forName(encoding));
        FileSource source = new FileSource("file.csv", () -> new ByteArrayInputStream(bytes));
        Problems problems = new Problems();
        List<String> rows = new ArrayList<>();
        try (TableFile file = TableFile.open(source, reading, problems, notes)) {
            for (@Nullable TableRow row = file.next(); row != null; row = file.next()) {
                rows.add(row.line() + ": " + String.join("|", row.fields()));
            }
            problems.refuseIfAny();
        }
        return rows;
    }

    private static String field(Random random) {
        if (random.nextInt(100) == 0) {
            return "\u00e4\ud83d\ude00".repeat(LONG / 10);
        }
        StringBuilder field = new StringBuilder();
        for (int letters = random.nextInt(8); letters > 0; letters--) {
            field.append(List.of("a", ",", "\"", "\n", "\u00e9", "\u20ac", "\ud83d\ude00", " ", "'")
                    .get(random.nextInt(9)));
        }
        return field.toString();
    }

    private static List<String> rows(String text) throws FileRefused {
        return rows(new FileSource("file.csv", () -> stream(text)));
    }

    private static List<String> rows(FileSource source) throws FileRefused {
        Problems problems = new Problems();
        List<String> rows = new ArrayList<>();
        try (TableFile file = TableFile.open(source, Reading.AS_FOUND, problems, new Notes())) {
            for (@Nullable TableRow row = file.next(); row != null; row = file.next()) {
                rows.add(row.line() + ": " + String.join("|", row.fields()));
            }
            problems.refuseIfAny();
        }
        return rows;
    }

    private static List<String> refusal(String text) {
        return refusal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> refusal(byte[] bytes) {
        FileSource source = new FileSource("file.csv", () -> new ByteArrayInputStream(bytes));
        FileRefused refused = assertThrows(FileRefused.class, () -> rows(source));
        return refused.problems().stream().map(Problem::toString).toList();
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}

package parallax.dataset.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import parallax.dataset.file.CsvFile.NamelessColumns;

/// Files of rows from any source of bytes: what is read of them, and the place and rule where they are refused.
class CsvFileTest {
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
    void a_source_is_opened_again_for_each_reading() throws FileRefused {
        AtomicInteger opened = new AtomicInteger();
        FileSource source = new FileSource("upload.csv", () -> {
            opened.incrementAndGet();
            return stream("id,text\n1,x\n");
        });
        assertEquals(List.of("2: 1|x"), rows(source, NamelessColumns.REFUSED));
        assertEquals(List.of("2: 1|x"), rows(source, NamelessColumns.REFUSED));
        assertEquals(2, opened.get());
    }

    @Test
    void bytes_that_are_not_utf_8_are_refused_by_their_line_wherever_they_are() {
        byte[] latin = "9,J\u00f6rg\n".getBytes(StandardCharsets.ISO_8859_1);
        for (int rows : new int[] {0, 1, 20_000}) {
            byte[] before = ("id,text\n" + "1,\u20acx\n".repeat(rows)).getBytes(StandardCharsets.UTF_8);
            byte[] all = new byte[before.length + latin.length];
            System.arraycopy(before, 0, all, 0, before.length);
            System.arraycopy(latin, 0, all, before.length, latin.length);
            assertEquals(
                    List.of("file.csv, line " + (rows + 2) + ": this line is not valid UTF-8; save the file as UTF-8"),
                    refusal(all));
        }
        byte[] cutShort = "id,text\n1,\u20ac".getBytes(StandardCharsets.UTF_8);
        assertEquals(
                List.of("file.csv, line 2: this line is not valid UTF-8; save the file as UTF-8"),
                refusal(java.util.Arrays.copyOf(cutShort, cutShort.length - 1)));
        for (var encoding : List.of(StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
            assertEquals(
                    List.of("file.csv, line 1: the file is in UTF-16; save it as UTF-8"),
                    refusal("\uFEFFid,text\n1,x\n".getBytes(encoding)));
        }
    }

    @Test
    void every_mistake_of_the_header_and_the_rows_is_told_at_once() {
        assertEquals(
                List.of(
                        "file.csv, line 1: column 2 has no name",
                        "file.csv, line 1, column id: the header names this column twice"),
                refusal("id,,id\n1,2,3\n"));
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
    void files_without_a_header_or_with_another_separator_are_refused() {
        assertEquals(List.of("file.csv: the file is empty"), refusal(""));
        assertEquals(List.of("file.csv: the file is empty"), refusal("\uFEFF\n\n"));
        assertEquals(
                List.of("file.csv, line 1: the columns must be separated by commas, not by semicolons or tabs"),
                refusal("id;text\n1;x\n"));
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
        FileRefused refused =
                assertThrows(FileRefused.class, () -> CsvFile.open(source, NamelessColumns.REFUSED, new Problems()));
        String problem = refused.problems().getFirst().toString();
        assertTrue(problem.startsWith("far.csv: the file cannot be read: "), problem);
        assertTrue(problem.contains("the disk is gone"), problem);
    }

    @Test
    void columns_without_a_name_can_be_passed_over() throws FileRefused {
        FileSource source = new FileSource("frame.csv", () -> stream(",id,\n0,1,x\n1,2,y\n"));
        try (CsvFile file = CsvFile.open(source, NamelessColumns.PASSED_OVER, new Problems())) {
            Header.Column id = file.header().find("id").orElseThrow();
            CsvRow first = file.next();
            CsvRow second = file.next();
            assertTrue(first != null && second != null);
            assertEquals("1 2", id.in(first) + " " + id.in(second));
        }
        assertThrows(FileRefused.class, () -> rows(source, NamelessColumns.REFUSED));
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
        return rows(new FileSource("file.csv", () -> stream(text)), NamelessColumns.REFUSED);
    }

    private static List<String> rows(FileSource source, NamelessColumns nameless) throws FileRefused {
        Problems problems = new Problems();
        List<String> rows = new ArrayList<>();
        try (CsvFile file = CsvFile.open(source, nameless, problems)) {
            for (@Nullable CsvRow row = file.next(); row != null; row = file.next()) {
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
        FileRefused refused = assertThrows(FileRefused.class, () -> rows(source, NamelessColumns.REFUSED));
        return refused.problems().stream().map(Problem::toString).toList();
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}

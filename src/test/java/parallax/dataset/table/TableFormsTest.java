package parallax.dataset.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tables in every form that is read, whatever the file is called.
class TableFormsTest {
    private static final String TEXT = "item,answer\ni1,Yes\ni2,No\n";
    private static final Path PARQUET = Path.of("test/resources/dataset/parquet");
    private static final List<String> ROWS = List.of("i1|Yes", "i2|No");

    /// Writes into a stream, as the packers do.
    @FunctionalInterface
    private interface Packing {
        OutputStream around(OutputStream out) throws IOException;
    }

    @Test
    void packed_files_are_unpacked_one_in_another_too() throws Exception {
        byte[] plain = TEXT.getBytes(StandardCharsets.UTF_8);
        List<Packing> packings = List.of(
                GZIPOutputStream::new,
                ZstdOutputStream::new,
                BZip2CompressorOutputStream::new,
                XZCompressorOutputStream::new);
        for (Packing packing : packings) {
            assertEquals(ROWS, rows(packed(plain, packing)));
            assertEquals(ROWS, rows(packed(zip(Map.of("data/x.csv", plain)), packing)));
        }
        assertEquals(ROWS, rows(zip(Map.of("x.csv", plain, "__MACOSX/._x.csv", new byte[] {1}))));
    }

    @Test
    void what_cannot_be_unpacked_is_named() throws Exception {
        byte[] plain = TEXT.getBytes(StandardCharsets.UTF_8);
        assertEquals(
                "file: the ZIP archive holds 2 files (a.csv, b.csv): unpack it and name one",
                refusal(zip(new TreeMap<>(Map.of("a.csv", plain, "b.csv", plain)))));
        assertEquals("file: this is an empty ZIP archive", refusal(zip(Map.of())));
        assertEquals(
                "file: this is an old Excel workbook (.xls): save it as .xlsx or CSV",
                refusal(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0, 0}));
        assertEquals(
                "file: this is a PDF document: export the table as CSV",
                refusal("%PDF-1.7\n".getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                "file: this is a Git LFS pointer, not the file itself: fetch it with git lfs pull",
                refusal("version https://git-lfs.github.com/spec/v1\n".getBytes(StandardCharsets.UTF_8)));
        byte[] cut = packed(plain, GZIPOutputStream::new);
        assertTrue(refusal(Arrays.copyOf(cut, cut.length - 9)).startsWith("file"), "a file that breaks off");
    }

    @Test
    void json_records_are_rows_and_objects_in_them_columns() throws Exception {
        List<String> expected = List.of("i1|a,b|3|{x}", "i2|||");
        String first = "{\"item\":\"i1\",\"meta\":{\"tags\":[\"a\",\"b\"],\"n\":3},\"note\":\"{x}\"}";
        String second = "{\"item\":\"i2\",\"note\":null}";
        assertEquals(expected, rows("[" + first + ",\n" + second + "]"));
        assertEquals(expected, rows(first + "\n" + second + "\n"));
        assertEquals(expected, rows("\uFEFF{\"data\":[" + first + "," + second + "]}"));
        assertEquals(
                List.of("i1|Yes|u", "i2|No|v"),
                rows("{\"i1\":{\"answer\":\"Yes\",\"item\":\"u\"},\"i2\":{\"answer\":\"No\",\"item\":\"v\"}}").stream()
                        .map(row -> row.startsWith("Yes") ? "i1|" + row : "i2|" + row)
                        .toList());
        assertEquals("file, line 2: a record is not a JSON object", refusal("[{\"a\":1},\n3]"));
        assertTrue(refusal("[{\"a\":1},\n{\"a\":").startsWith("file, line 2: not valid JSON: "));
    }

    @Test
    void learning_with_disagreements_is_read_in_both_of_its_forms() throws Exception {
        String before =
                "{\"7\":{\"text\":\"t\",\"annotations\":\"0,1\",\"annotators\":\"Ann1,Ann2\",\"soft_label\":{\"0\":0.5}}}";
        assertEquals(List.of("7|t|0.5|Ann1|0", "7|t|0.5|Ann2|1"), rows(before));
        String after =
                "{\"7\":{\"text\":{\"post\":\"p\"},\"annotators\":\"Ann1,Ann2\",\"annotations\":{\"Ann1\":\"0\",\"Ann2\":\"1\"}}}";
        assertEquals(List.of("7|p|Ann1|0", "7|p|Ann2|1"), rows(after));
    }

    @Test
    void annotation_tools_are_read_as_they_export() throws Exception {
        String labelStudio = """
                [{"id":5,"data":{"text":"t"},"annotations":[
                  {"completed_by":{"id":2,"email":"a@example.org"},"was_cancelled":false,
                   "result":[{"from_name":"safe","type":"choices","value":{"choices":["No"]}},
                             {"from_name":"stars","type":"rating","value":{"rating":4}},
                             {"from_name":"spans","type":"labels","value":{"start":0,"end":1,"labels":["x"]}}]},
                  {"completed_by":3,"was_cancelled":true,"result":[{"from_name":"safe","value":{"choices":["Yes"]}}]}]}]
                """;
        assertEquals(List.of("5|t|2|safe|No", "5|t|2|stars|4"), rows(labelStudio));
        String argilla = """
                {"id":"r1","fields":{"text":"t"},"metadata":{"k":1},
                 "responses":{"safe":[{"value":"No","user_id":"u1","status":"submitted"},
                                      {"value":"Yes","user_id":"u2","status":"discarded"}]}}
                """.replace("\n", "");
        assertEquals(List.of("r1|t|1|u1|safe|No"), rows(argilla));
        String prodigy = """
                {"text":"t","_input_hash":9,"_task_hash":8,"accept":["a","b"],"answer":"accept","_annotator_id":"x"}
                {"text":"t","_input_hash":9,"_task_hash":8,"accept":[],"answer":"ignore","_annotator_id":"y"}
                """;
        assertEquals(List.of("9|t|x|answer|a,b", "9|t|y|answer|"), rows(prodigy));
    }

    @Test
    void a_workbook_gives_its_first_sheet_or_the_one_that_is_named() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "Parallax", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("Ratings");
            sheet.value(0, 0, "item");
            sheet.value(0, 1, "answer");
            sheet.value(0, 2, "when");
            sheet.value(1, 0, 12);
            sheet.value(1, 1, 2.5);
            sheet.value(1, 2, LocalDate.of(2026, 3, 1));
            sheet.style(1, 2).format("yyyy-mm-dd").set();
            sheet.value(2, 0, 572343123456789012L);
            sheet.value(2, 1, "Größe");
            Worksheet other = workbook.newWorksheet("Other");
            other.value(0, 0, "x");
            other.value(1, 0, true);
        }
        Notes notes = new Notes();
        assertEquals(
                List.of("12|2.5|2026-03-01", "5.72343123456789E+17|Größe|"),
                rows(bytes.toByteArray(), Reading.AS_FOUND, notes));
        assertEquals(
                List.of("the workbook has 2 sheets (Ratings, Other); the first is read, --sheet names another"),
                notes.lines());
        assertEquals(List.of("true"), rows(bytes.toByteArray(), new Reading(null, null, "Other"), new Notes()));
        assertEquals(
                "file: the workbook has no sheet 'Third'; it has: Ratings, Other",
                refusal(bytes.toByteArray(), new Reading(null, null, "Third")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "snappy", "zstd", "gzip"})
    void parquet_is_read_with_every_usual_compression(String codec) throws Exception {
        List<String> expected =
                List.of("1|Yes|a,b|[{\"role\":\"user\",\"content\":\"hi\"}]|0.5|true", "2||||1.0|false", "3|grün||||");
        Path file = PARQUET.resolve(codec + ".parquet");
        assertEquals(expected, rows(FileSource.of(file), Reading.AS_FOUND, new Notes()));
        assertEquals(expected, rows(packed(Files.readAllBytes(file), GZIPOutputStream::new)));
    }

    @Test
    void a_folder_of_parquet_is_one_table(@TempDir Path folder) throws Exception {
        Files.copy(PARQUET.resolve("zstd.parquet"), folder.resolve("part-0.parquet"));
        Files.copy(PARQUET.resolve("snappy.parquet"), folder.resolve("part-1.parquet"));
        Files.createFile(folder.resolve("_SUCCESS"));
        assertEquals(
                6, rows(FileSource.of(folder), Reading.AS_FOUND, new Notes()).size());
        Files.createDirectory(folder.resolve("question=safe"));
        FileRefused divided =
                assertThrows(FileRefused.class, () -> rows(FileSource.of(folder), Reading.AS_FOUND, new Notes()));
        assertTrue(divided.problems().getFirst().rule().contains("question=safe"));
    }

    @Test
    void a_broken_parquet_file_is_refused() throws Exception {
        byte[] whole = Files.readAllBytes(PARQUET.resolve("snappy.parquet"));
        assertTrue(
                refusal(Arrays.copyOf(whole, whole.length / 2)).startsWith("file: this Parquet file cannot be read: "));
        byte[] bent = whole.clone();
        Arrays.fill(bent, 8, 40, (byte) 0x7F);
        assertTrue(refusal(bent).contains("this Parquet file cannot be read: "));
    }

    private static byte[] packed(byte[] bytes, Packing packing) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = packing.around(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return packed.toByteArray();
    }

    private static List<String> rows(String text) throws FileRefused {
        return rows(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> rows(byte[] bytes) throws FileRefused {
        return rows(bytes, Reading.AS_FOUND, new Notes());
    }

    private static List<String> rows(byte[] bytes, Reading reading, Notes notes) throws FileRefused {
        return rows(new FileSource("file", () -> new ByteArrayInputStream(bytes)), reading, notes);
    }

    private static List<String> rows(FileSource source, Reading reading, Notes notes) throws FileRefused {
        Problems problems = new Problems();
        List<String> rows = new ArrayList<>();
        try (TableFile file = TableFile.open(source, reading, problems, notes)) {
            for (@Nullable TableRow row = file.next(); row != null; row = file.next()) {
                rows.add(String.join("|", row.fields()));
            }
            problems.refuseIfAny();
        }
        return rows;
    }

    private static String refusal(String text) {
        return refusal(text.getBytes(StandardCharsets.UTF_8), Reading.AS_FOUND);
    }

    private static String refusal(byte[] bytes) {
        return refusal(bytes, Reading.AS_FOUND);
    }

    private static String refusal(byte[] bytes, Reading reading) {
        return assertThrows(FileRefused.class, () -> rows(bytes, reading, new Notes()))
                .problems()
                .getFirst()
                .toString();
    }
}

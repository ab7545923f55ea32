package parallax.dataset.table;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;

/// Files that broke on their way: each is read, or refused by a sentence, and nothing else ever happens.
class BrokenTablesTest {
    private static final int TRIES = Integer.getInteger("parallax.broken-tables", 10_000);
    private static final int PARQUET_TRIES = 200;
    private static final int MOST_ROWS = 100_000;

    @Test
    void whatever_the_bytes_are_a_file_is_read_or_refused_by_a_sentence() throws IOException {
        Random random = new Random(20_261_125);
        List<byte[]> whole = whole();
        int refused = 0;
        for (int tried = 0; tried < TRIES; tried++) {
            byte[] bytes = broken(whole.get(tried % whole.size()), random);
            try {
                read(bytes);
            } catch (FileRefused refusal) {
                refused++;
                assertFalse(refusal.problems().isEmpty());
                for (Problem problem : refusal.problems()) {
                    assertTrue(problem.rule().length() > 10 && problem.line() >= 0, problem.toString());
                }
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError wrong) {
                throw new AssertionError("try " + tried + " of form " + tried % whole.size(), wrong);
            }
        }
        assertTrue(refused > TRIES / 20, refused + " of " + TRIES + " were refused");
    }

    @Test
    void a_damaged_parquet_file_never_keeps_its_reader_waiting() throws IOException {
        Random random = new Random(20_261_126);
        int refused = 0;
        for (int tried = 0; tried < PARQUET_TRIES; tried++) {
            String codec = List.of("none", "snappy", "zstd").get(tried % 3);
            byte[] bytes = broken(
                    Files.readAllBytes(Path.of("test", "resources", "dataset", "parquet", codec + ".parquet")), random);
            FileSource source = new FileSource("file", () -> new ByteArrayInputStream(bytes));
            try (TableFile file = ParquetTable.open(source, Duration.ofMillis(500), new Problems())) {
                for (int rows = 0; rows < MOST_ROWS && file.next() != null; rows++) {
                    assertTrue(file.header().size() > 0);
                }
            } catch (FileRefused | UnreadableForm refusal) {
                refused++;
            } catch (RuntimeException wrong) {
                throw new AssertionError("try " + tried, wrong);
            }
        }
        assertTrue(refused > PARQUET_TRIES / 4, refused + " of " + PARQUET_TRIES + " were refused");
    }

    private static void read(byte[] bytes) throws FileRefused {
        Problems problems = new Problems();
        FileSource source = new FileSource("file", () -> new ByteArrayInputStream(bytes));
        try (TableFile file = TableFile.open(source, Reading.AS_FOUND, problems, new Notes())) {
            for (int rows = 0; rows < MOST_ROWS && file.next() != null; rows++) {
                assertTrue(file.header().size() > 0);
            }
            problems.refuseIfAny();
        }
    }

    private static byte[] broken(byte[] whole, Random random) {
        byte[] bytes = whole.clone();
        for (int change = random.nextInt(8); change >= 0; change--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                case 2 -> bytes[at] = (byte) "\",;\n\t{}[]:0\\".charAt(random.nextInt(12));
                case 3 -> bytes = doubled(bytes, at, random.nextInt(40));
                default -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            }
        }
        return bytes;
    }

    /// With a part of it twice.
    private static byte[] doubled(byte[] bytes, int at, int length) {
        int part = Math.min(length, bytes.length - at);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + part);
        System.arraycopy(bytes, at, longer, at + part, bytes.length - at);
        return longer;
    }

    private static List<byte[]> whole() throws IOException {
        List<byte[]> whole = new ArrayList<>();
        byte[] text = "item,rater,answer,response\ni1,r1,Yes,\"a \"\"b\"\", c\"\ni2,r\u00fc,No,\u20ac\n"
                .repeat(5)
                .getBytes(StandardCharsets.UTF_8);
        whole.add(text);
        whole.add("sep=;\nitem;answer\ni1;2,5\n".getBytes(StandardCharsets.UTF_8));
        whole.add(new String(text, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16));
        whole.add("[{\"item\":\"i1\",\"meta\":{\"n\":[1,2,{\"k\":null}]},\"answer\":\"Yes\"},{\"item\":2}]"
                .getBytes(StandardCharsets.UTF_8));
        whole.add(
                "{\"a\":{\"annotations\":\"0,1\",\"annotators\":\"x,y\"},\"b\":{\"annotations\":\"1\",\"annotators\":\"x\"}}"
                        .getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text);
        }
        whole.add(packed.toByteArray());
        ByteArrayOutputStream sheet = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(sheet, "Parallax", "1.0")) {
            Worksheet worksheet = workbook.newWorksheet("Ratings");
            worksheet.value(0, 0, "item");
            worksheet.value(0, 1, "answer");
            worksheet.value(1, 0, "i1");
            worksheet.value(1, 1, 3);
        }
        whole.add(sheet.toByteArray());
        return whole;
    }
}

package parallax.dataset.table;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// Files around a file: gzip, Zstandard, bzip2, xz, and ZIP with one file in it. What else wraps files
/// is named, so that people know what to unpack.
final class Container {
    /// Packers that work side by side write one stream after the other.
    private static final boolean SEVERAL_STREAMS = true;

    private static final int LOOKED_AT = 512;
    private static final int DEEPEST = 3;
    private static final int TAR_MAGIC_AT = 257;

    private Container() {}

    /// What no reader here unpacks, by the bytes with which it begins.
    private enum Foreign {
        EMPTY_ZIP("PK\u0005\u0006", "an empty ZIP archive"),
        SEVEN_ZIP("7z\u00BC\u00AF", "a 7-Zip archive: unpack it"),
        RAR("Rar!", "a RAR archive: unpack it"),
        OLD_OFFICE("\u00D0\u00CF\u0011\u00E0", "an old Excel workbook (.xls): save it as .xlsx or CSV"),
        PDF("%PDF", "a PDF document: export the table as CSV"),
        SQLITE("SQLite format 3", "an SQLite database: export the table as CSV"),
        ARROW("ARROW1", "an Arrow file: save it as Parquet or CSV"),
        ARROW_STREAM("\u00FF\u00FF\u00FF\u00FF", "an Arrow stream: save it as Parquet or CSV"),
        NUMPY("\u0093NUMPY", "a NumPy array: save the table as CSV"),
        STATA("<stata_dta>", "a Stata file: save it as CSV"),
        SPSS("$FL2", "an SPSS file: save it as CSV"),
        HDF5("\u0089HDF", "an HDF5 file: save the table as CSV or Parquet"),
        PICKLE("\u0080\u0004\u0095", "a Python pickle: save the table as CSV or Parquet"),
        LFS("version https://git-lfs.github.com", "a Git LFS pointer, not the file itself: fetch it with git lfs pull"),
        HTML("<!DOCTYPE html", "a web page, not a table: download the file itself"),
        HTML_BARE("<html", "a web page, not a table: download the file itself");

        private final String magic;
        private final String rule;

        Foreign(String magic, String rule) {
            this.magic = magic;
            this.rule = rule;
        }
    }

    /// The file inside, or the file itself where nothing is around it.
    static FileSource unpacked(FileSource source) throws IOException {
        FileSource current = source;
        for (int depth = 0; depth < DEEPEST; depth++) {
            FileSource inner = inner(current);
            if (inner.equals(current)) {
                return current;
            }
            current = inner;
        }
        throw new UnreadableForm(
                "archives are wrapped in each other more than " + (DEEPEST - 1) + " times: unpack them");
    }

    static boolean begins(byte[] bytes, String magic) {
        return holds(bytes, 0, magic);
    }

    private static boolean holds(byte[] bytes, int at, String magic) {
        byte[] wanted = magic.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length < at + wanted.length) {
            return false;
        }
        for (int index = 0; index < wanted.length; index++) {
            if (bytes[at + index] != wanted[index]) {
                return false;
            }
        }
        return true;
    }

    private static FileSource inner(FileSource source) throws IOException {
        byte[] first;
        try (InputStream in = source.open()) {
            first = in.readNBytes(LOOKED_AT);
        }
        for (Foreign foreign : Foreign.values()) {
            if (begins(first, foreign.magic)) {
                throw new UnreadableForm("this is " + foreign.rule);
            }
        }
        if (holds(first, TAR_MAGIC_AT, "ustar")) {
            throw new UnreadableForm("this is a tar archive: unpack it");
        }
        if (begins(first, "\u001F\u008B")) {
            return new FileSource(source.name(), () -> new GZIPInputStream(source.open(), 1 << 16));
        }
        if (begins(first, "(\u00B5/\u00FD")) {
            return new FileSource(source.name(), () -> new ZstdInputStream(source.open()));
        }
        if (begins(first, "BZh")) {
            return new FileSource(source.name(), () -> new BZip2CompressorInputStream(source.open(), SEVERAL_STREAMS));
        }
        if (begins(first, "\u00FD7zXZ")) {
            return new FileSource(source.name(), () -> new XZCompressorInputStream(source.open(), SEVERAL_STREAMS));
        }
        return begins(first, "PK\u0003\u0004") ? zipped(source) : source;
    }

    /// The one file of an archive; the archive itself where it is a workbook.
    private static FileSource zipped(FileSource source) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(source.open())) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName();
                if (name.equals("[Content_Types].xml") || name.startsWith("xl/")) {
                    return source;
                }
                if (name.equals("mimetype")) {
                    throw new UnreadableForm("this is an OpenDocument file: save it as .xlsx or CSV");
                }
                if (!entry.isDirectory() && !isClutter(name)) {
                    names.add(name);
                }
            }
        }
        if (names.size() != 1) {
            throw new UnreadableForm(
                    names.isEmpty()
                            ? "the ZIP archive holds no file"
                            : "the ZIP archive holds " + names.size() + " files (" + Sentences.listed(names)
                                    + "): unpack it and name one");
        }
        return new FileSource(source.name(), () -> entry(source, names.getFirst()));
    }

    /// What macOS adds to archives.
    private static boolean isClutter(String name) {
        return name.startsWith("__MACOSX/") || name.endsWith(".DS_Store");
    }

    private static InputStream entry(FileSource source, String name) throws IOException {
        ZipInputStream zip = new ZipInputStream(source.open());
        boolean found = false;
        try {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(name)) {
                    found = true;
                    return zip;
                }
            }
            throw new UnreadableForm("the ZIP archive changed while it was read");
        } finally {
            if (!found) {
                zip.close();
            }
        }
    }
}

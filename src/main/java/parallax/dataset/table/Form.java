package parallax.dataset.table;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;

/// The form of a file, told from its first bytes.
enum Form {
    TEXT,
    JSON,
    WORKBOOK,
    PARQUET;

    private static final int LOOKED_AT = 4096;

    /// @throws UnreadableForm where the bytes are in no form that can be read
    static TableFile open(FileSource source, Reading reading, Problems problems, Notes notes)
            throws IOException, FileRefused {
        if (source.opening() instanceof FileSource.OnDisk disk && Files.isDirectory(disk.path())) {
            return ParquetTable.folder(source.name(), disk.path(), problems);
        }
        FileSource unpacked = Container.unpacked(source);
        return switch (of(unpacked)) {
            case TEXT -> DelimitedTable.open(unpacked, reading, problems, notes);
            case JSON -> JsonTable.open(unpacked, reading, problems, notes);
            case WORKBOOK -> WorkbookTable.open(unpacked, reading, problems, notes);
            case PARQUET -> ParquetTable.open(unpacked, problems);
        };
    }

    private static Form of(FileSource source) throws IOException {
        byte[] first;
        try (InputStream in = source.open()) {
            first = in.readNBytes(LOOKED_AT);
        }
        if (Container.begins(first, "PAR1")) {
            return PARQUET;
        }
        if (Container.begins(first, "PK\u0003\u0004")) {
            return WORKBOOK;
        }
        return beginsJson(first) ? JSON : TEXT;
    }

    /// A brace, or a bracket before a brace, after blanks and a byte order mark: no table of text begins
    /// so.
    private static boolean beginsJson(byte[] first) {
        int at = Container.begins(first, "\u00EF\u00BB\u00BF") ? 3 : 0;
        at = pastBlanks(first, at);
        if (at < first.length && first[at] == '[') {
            at = pastBlanks(first, at + 1);
            return at == first.length || first[at] == '{' || first[at] == ']';
        }
        if (at == first.length || first[at] != '{') {
            return false;
        }
        at = pastBlanks(first, at + 1);
        return at == first.length || first[at] == '"' || first[at] == '}';
    }

    private static int pastBlanks(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r' || bytes[at] == '\n')) {
            at++;
        }
        return at;
    }
}

package parallax.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.util.List;

/// What a backup says of itself in `manifest.json`.
///
/// @param format the layout of the file, {@value #FORMAT}
/// @param createdAt when the snapshot was taken, ISO 8601 in UTC
/// @param postgres version of the server that it came from
/// @param migrations the schema's history; a restore needs the very same
/// @param tables sorted by name
/// @param sequences where each counter stood, at or after the snapshot
public record BackupManifest(
        String format,
        String createdAt,
        String postgres,
        List<Migration> migrations,
        List<Table> tables,
        List<Sequence> sequences) {

    static final String FORMAT = "parallax-backup-1";
    static final String ENTRY = "manifest.json";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public BackupManifest {
        if (!FORMAT.equals(format)) {
            throw new StoreFailure(
                    "This file's format is \"" + format + "\"; this Parallax restores \"" + FORMAT + "\".");
        }
        migrations = List.copyOf(migrations);
        tables = List.copyOf(tables);
        sequences = List.copyOf(sequences);
    }

    /// One applied change of the schema, with the checksum of its file.
    public record Migration(String version, long checksum) {}

    /// One table's rows in PostgreSQL's COPY text format.
    ///
    /// @param columns in the order of the fields
    /// @param sha256 digest of the uncompressed entry, in hexadecimal
    public record Table(String name, List<String> columns, long rows, String sha256) {
        public Table {
            columns = List.copyOf(columns);
        }

        String entry() {
            return "tables/" + name + ".copy";
        }
    }

    /// @param lastValue the last number given out
    public record Sequence(String name, long lastValue) {}

    byte[] toJson() throws IOException {
        return JSON.writeValueAsBytes(this);
    }

    static BackupManifest fromJson(byte[] json) throws IOException {
        return JSON.readValue(json, BackupManifest.class);
    }
}

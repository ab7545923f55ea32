package parallax.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.runner.ParallaxVersion;

/// What a backup says of itself in `manifest.json`.
///
/// @param format the layout of the file, {@value #FORMAT}
/// @param version of the Parallax that wrote it; null from before a manifest said so
/// @param createdAt when the snapshot was taken, ISO 8601 in UTC
/// @param postgres version of the server that it came from
/// @param migrations the schema's history; a restore needs the very same
/// @param tables sorted by name
/// @param sequences where each counter stood, at or after the snapshot
/// @param keys the folder of what lies outside the database, on the machine that made the backup; null
///   if not known
@JsonIgnoreProperties(ignoreUnknown = true) // so that what a newer version adds does not hide that it is newer
public record BackupManifest(
        String format,
        @Nullable String version,
        String createdAt,
        String postgres,
        List<Migration> migrations,
        List<Table> tables,
        List<Sequence> sequences,
        @Nullable String keys) {

    static final String FORMAT = "parallax-backup-1";
    static final String ENTRY = "manifest.json";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public BackupManifest {
        if (!FORMAT.equals(format)) {
            throw new StoreFailure(
                    "This file's format is \"" + format + "\"; this Parallax restores \"" + FORMAT + "\".");
        }
        requireNotNewer(version);
        migrations = List.copyOf(migrations);
        tables = List.copyOf(tables);
        sequences = List.copyOf(sequences);
    }

    private static void requireNotNewer(@Nullable String version) {
        if (version != null && Version.parse(version).compareTo(Version.parse(ParallaxVersion.text())) > 0) {
            throw new StoreFailure("Parallax " + version + " made this backup and is newer than this one, "
                    + ParallaxVersion.text() + ": restore it with Parallax " + version + ".");
        }
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

package parallax.dataset.exports;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A folder that a dataset is written into, and what is known of the files in it.
final class DatasetFolder {
    private final Path folder;
    private final Map<String, Long> rows = new TreeMap<>();
    private final Map<String, List<Column>> columns = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    DatasetFolder(Path folder) {
        this.folder = folder;
    }

    /// A column of a table.
    ///
    /// @param type as DuckDB names it
    record Column(String name, String type) {}

    /// What is written into a file.
    @FunctionalInterface
    interface Content {
        void to(OutputStream out) throws IOException;
    }

    /// The place of a file, whose folder is there.
    Path place(String name) throws IOException {
        Path file = folder.resolve(name);
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        return file;
    }

    void write(String name, Content content) throws IOException {
        try (OutputStream out = Files.newOutputStream(place(name))) {
            content.to(new FilterOutputStream(out) {
                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    out.write(bytes, from, length);
                }

                @Override
                public void close() throws IOException {
                    flush();
                }
            });
        }
    }

    /// Says how many rows a file has, or all files of a folder in it together.
    void counted(String name, long count) {
        rows.put(name, count);
    }

    /// Says which columns a table has.
    void describe(String name, List<Column> itsColumns) {
        columns.put(name, List.copyOf(itsColumns));
    }

    /// Of each table that was described, by the name of its file.
    Map<String, List<Column>> columns() {
        return columns;
    }

    Map<String, Long> rows() {
        return Map.copyOf(rows);
    }

    /// What a reader of the data should know, in a sentence.
    void note(String sentence) {
        notes.add(sentence);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    /// Every file that is there, in the order of their names, as a manifest lists it.
    List<FolderManifest.File> files() throws IOException {
        return files(folder);
    }

    static List<FolderManifest.File> files(Path folder) throws IOException {
        List<FolderManifest.File> files = new ArrayList<>();
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path file : inside.filter(Files::isRegularFile).sorted().toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                files.add(new FolderManifest.File(name, Files.size(file), sha256(file)));
            }
        }
        return files;
    }

    /// Deletes a folder with all that is in it.
    static void delete(Path folder) throws IOException {
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                var digest =
                        new DigestOutputStream(OutputStream.nullOutputStream(), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(digest);
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

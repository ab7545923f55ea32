package parallax.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Files of each kind that went wrong once: this project's own, and the published ones where `PARALLAX_CASES_DIR` names
/// a folder with them. Both have the same shapes, so that the same is expected of either.
public final class FileKinds {
    private static final Path OWN = Path.of("test", "resources", "dataset", "kinds");

    private FileKinds() {}

    /// The folders that hold a folder of each kind.
    public static Stream<Path> sources() {
        String published = System.getenv().getOrDefault("PARALLAX_CASES_DIR", "");
        return published.isEmpty() ? Stream.of(OWN) : Stream.of(OWN, Path.of(published));
    }

    /// A file of a kind, such as `ratings.csv` of `K3`.
    public static Path file(Path source, String kind, String name) {
        try (Stream<Path> kinds = Files.list(source)) {
            return kinds.filter(folder -> (folder.getFileName() + "-").startsWith(kind + "-"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no kind " + kind + " in " + source))
                    .resolve(name);
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
    }
}

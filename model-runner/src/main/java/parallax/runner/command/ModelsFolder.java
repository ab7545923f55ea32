package parallax.runner.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The folder that models are pulled into and chosen from.
public record ModelsFolder(Path root) {
    private static final Set<String> CONFIGURATIONS = Set.of("config.json", "genai_config.json");
    private static final int DEEPEST = 3;

    /// The folder named by the property `parallax.models` or the environment variable
    /// `PARALLAX_MODELS`, else `data/models` under the property `parallax.home`, else under the working
    /// directory.
    public static ModelsFolder usual() {
        return new ModelsFolder(Stream.of(System.getProperty("parallax.models"), System.getenv("PARALLAX_MODELS"))
                .filter(named -> named != null && !named.isBlank())
                .map(Path::of)
                .findFirst()
                .orElseGet(
                        () -> Path.of(System.getProperty("parallax.home", "")).resolve("data/models")));
    }

    /// Folders below it that contain a model's configuration, as paths relative to it; none if it does
    /// not exist.
    public List<Path> models() {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> found = Files.find(
                root,
                DEEPEST,
                (file, attributes) -> CONFIGURATIONS.contains(file.getFileName().toString()))) {
            return found.map(file -> root.relativize(file.resolveSibling("")))
                    .filter(folder -> !folder.toString().isEmpty())
                    .distinct()
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the models folder " + root + " cannot be read", e);
        }
    }
}

package parallax.generation;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import parallax.runner.command.DemoModel;
import parallax.runner.model.ModelFolder;

/// The models of this machine: the demo model, and every folder below the models folder. Nobody names a
/// path through a page.
@ApplicationScoped
public class Models {
    /// The name of the project's own model.
    public static final String DEMO = "demo model";
    private static final int DEEPEST = 3;

    private final Optional<Path> folder;

    public Models(@ConfigProperty(name = "parallax.models") Optional<String> folder) {
        this.folder = folder.filter(f -> !f.isBlank()).map(Path::of);
    }

    /// Names in the order of choice.
    public List<String> names() {
        var names = new ArrayList<String>();
        if (Files.isDirectory(DemoModel.folder())) {
            names.add(DEMO);
        }
        folder.filter(Files::isDirectory).ifPresent(root -> names.addAll(below(root)));
        return names;
    }

    /// @throws parallax.runner.model.ModelFolderException saying what is wrong with it
    /// @throws IllegalArgumentException if there is none of that name
    public ModelFolder open(String name) {
        if (!names().contains(name)) {
            throw new IllegalArgumentException("There is no model “" + name + "” on this machine.");
        }
        return name.equals(DEMO)
                ? ModelFolder.open(DemoModel.folder())
                : ModelFolder.open(folder.orElseThrow().resolve(name));
    }

    private static List<String> below(Path root) {
        try (Stream<Path> found = Files.find(
                root,
                DEEPEST,
                (path, attributes) -> path.getFileName().toString().equals("config.json"))) {
            return found.map(file -> root.relativize(file.resolveSibling("")).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the models folder cannot be read", e);
        }
    }
}

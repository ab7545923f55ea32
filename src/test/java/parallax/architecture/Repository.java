package parallax.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The files of the repository, without what builds and runs leave behind.
final class Repository {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Set<String> LEFT_BEHIND =
            Set.of("target", "node_modules", ".git", "data", "data-demo", "data-dev", ".idea", ".venv", "__pycache__");

    private Repository() {}

    static List<Path> files(String ending) {
        return under(ROOT).filter(path -> path.toString().endsWith(ending)).toList();
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String name(Path file) {
        return ROOT.relativize(file).toString();
    }

    private static Stream<Path> under(Path folder) {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside
                    .filter(path -> !LEFT_BEHIND.contains(path.getFileName().toString()))
                    .sorted()
                    .toList()
                    .stream()
                    .flatMap(path -> Files.isDirectory(path, java.nio.file.LinkOption.NOFOLLOW_LINKS)
                            ? under(path)
                            : Stream.of(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

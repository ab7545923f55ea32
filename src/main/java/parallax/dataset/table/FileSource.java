package parallax.dataset.table;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that can be read from its beginning as often as needed: on a disk, or kept of an upload.
///
/// @param name what people call it, for notes and refusals
/// @param opening gives its bytes
public record FileSource(String name, Opening opening) {
    /// Opens a file; whoever does so closes the stream.
    @FunctionalInterface
    public interface Opening {
        InputStream open() throws IOException;
    }

    /// A file or folder on this machine.
    record OnDisk(Path path) implements Opening {
        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(path);
        }
    }

    public static FileSource of(Path path) {
        Path last = path.getFileName();
        return new FileSource(String.valueOf(last == null ? path : last), new OnDisk(path));
    }

    InputStream open() throws IOException {
        return opening.open();
    }
}

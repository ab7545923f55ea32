package parallax.dataset.file;

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

    public static FileSource of(Path path) {
        return new FileSource(String.valueOf(path.getFileName()), () -> {
            if (Files.isDirectory(path)) {
                throw new FolderException();
            }
            return Files.newInputStream(path);
        });
    }

    InputStream open() throws IOException {
        return opening.open();
    }

    /// A path names a folder.
    static final class FolderException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}

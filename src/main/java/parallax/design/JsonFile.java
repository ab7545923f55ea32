package parallax.design;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import parallax.web.StrictJson;

/// A file of JSON that a command is given.
final class JsonFile {
    private JsonFile() {}

    /// @param what it is, with its article: “An invitation”
    /// @throws IllegalArgumentException saying what is wrong with the file
    static <T> T read(Path file, Class<T> type, String what) throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new IllegalArgumentException("The file " + file + " cannot be read.");
        }
        return StrictJson.read(Files.readString(file), type, what);
    }
}

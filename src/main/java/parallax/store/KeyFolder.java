package parallax.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/// The folder of what must lie outside the database, so that whoever has the database alone, or a backup
/// of it, cannot read what was sealed, nor bring back what was erased.
public record KeyFolder(Path path) {
    private static final int LENGTH = 32;

    /// The text of a key, if it is here.
    public Optional<byte[]> key(String name) {
        Path file = path.resolve(name);
        try {
            String text = Files.readString(file, US_ASCII).strip();
            if (text.length() < LENGTH) {
                throw new StoreFailure("The file " + file + " is not a key: it is too short.");
            }
            return Optional.of(text.getBytes(UTF_8));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StoreFailure("The key " + file + " cannot be read: " + Reason.of(e), e);
        }
    }

    /// Copies a key of another installation here, unless there is one of that name.
    void takeOver(Path key) throws IOException {
        Files.createDirectories(
                path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path file = path.resolve(String.valueOf(key.getFileName()));
        if (!Files.exists(file)) {
            PostgresFolder.writeDurably(file, Files.readString(key, US_ASCII).strip());
        }
    }

    /// Makes a key, on disk before anything is sealed with it.
    public byte[] make(String name) {
        byte[] random = new byte[LENGTH];
        new SecureRandom().nextBytes(random);
        String text = HexFormat.of().formatHex(random);
        Path file = path.resolve(name);
        try {
            Files.createDirectories(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            PostgresFolder.writeDurably(file, text);
            return text.getBytes(UTF_8);
        } catch (IOException e) {
            throw new StoreFailure("The key " + file + " cannot be made: " + Reason.of(e), e);
        }
    }
}

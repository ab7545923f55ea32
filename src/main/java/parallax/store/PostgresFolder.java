package parallax.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalInt;

/// The files of the embedded server: everything lies in `postgres/` below the data folder, readable by
/// its owner alone.
///
/// @param root the absolute path of that folder, links resolved
record PostgresFolder(Path root) {

    /// The server's folder inside `dataFolder`, made when it is missing.
    static PostgresFolder in(Path dataFolder) {
        try {
            Path root = dataFolder.resolve("postgres");
            Files.createDirectories(root);
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
            return new PostgresFolder(root.toRealPath());
        } catch (IOException e) {
            throw new StoreFailure("The data folder " + dataFolder + " cannot be made or used: " + Reason.of(e), e);
        }
    }

    /// What PostgreSQL calls its data directory.
    Path cluster() {
        return root.resolve("cluster");
    }

    Path lock() {
        return root.resolve("lock");
    }

    Path log() {
        return root.resolve("server.log");
    }

    Path passwordFile() {
        return root.resolve("password");
    }

    /// Of the role that serves requests, and owns nothing.
    Path applicationPasswordFile() {
        return root.resolve("application-password");
    }

    String password() {
        return password(passwordFile());
    }

    String applicationPassword() {
        return password(applicationPasswordFile());
    }

    private static String password(Path file) {
        try {
            return Files.readString(file, US_ASCII).strip();
        } catch (IOException e) {
            throw new StoreFailure("The database password cannot be read from " + file + ": " + e, e);
        }
    }

    /// The port that the server had last time; empty before the first start.
    OptionalInt rememberedPort() {
        try {
            return OptionalInt.of(
                    Integer.parseInt(Files.readString(portFile(), US_ASCII).strip()));
        } catch (IOException | NumberFormatException noneYet) {
            return OptionalInt.empty();
        }
    }

    void rememberPort(int port) throws IOException {
        writeDurably(portFile(), Integer.toString(port));
    }

    private Path portFile() {
        return root.resolve("port");
    }

    /// Writes a small owner-only file so that after a power cut it holds the old text or the new one,
    /// never half of either.
    static void writeDurably(Path file, String text) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (FileChannel channel = FileChannel.open(part, CREATE, WRITE, TRUNCATE_EXISTING)) {
            ByteBuffer bytes = US_ASCII.encode(text + "\n");
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    static void deleteTree(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                    Path folder, @org.jspecify.annotations.Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}

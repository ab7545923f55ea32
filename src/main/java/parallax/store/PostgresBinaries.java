package parallax.store;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// PostgreSQL's programs (`initdb`, `postgres`, `pg_ctl`: the archive ships no others), unpacked once
/// into a folder named after the archive's digest, and how to call them on this system.
///
/// @param wrapper what stands before every call: `setsid` keeps the terminal's Ctrl-C away from the
///     server, which is stopped in order instead; `unshare -U` lets PostgreSQL, which refuses to be root,
///     run where Parallax is root
record PostgresBinaries(Path folder, List<String> wrapper) {

    PostgresBinaries {
        wrapper = List.copyOf(wrapper);
    }

    /// Unpacks what is missing. The caller holds the folder's lock.
    static PostgresBinaries unpackedIn(PostgresFolder folder) throws IOException {
        byte[] archive = archive();
        String name = "binaries-" + sha256(archive).substring(0, 12);
        Path home = folder.root().resolve(name);
        if (!Files.isDirectory(home)) {
            deleteOlder(folder);
            Path part = folder.root().resolve(name + ".part");
            unpack(archive, part);
            Files.move(part, home, StandardCopyOption.ATOMIC_MOVE);
        }
        return new PostgresBinaries(home, wrapperHere());
    }

    List<String> command(String program, List<String> arguments) {
        List<String> command = new ArrayList<>(wrapper);
        command.add(folder.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        return List.copyOf(command);
    }

    private static byte[] archive() throws IOException {
        String system = System.getProperty("os.name", "").startsWith("Mac") ? "darwin" : "linux";
        String processor = switch (System.getProperty("os.arch", "").toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            case String other -> other;
        };
        String name = "postgres-" + system + "-" + processor + ".txz";
        try (InputStream in = PostgresBinaries.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new StoreFailure("This build has no embedded PostgreSQL for this system (" + name
                        + "): set PARALLAX_JDBC_URL to a PostgreSQL server.");
            }
            return in.readAllBytes();
        }
    }

    private static void unpack(byte[] archive, Path target) throws IOException {
        PostgresFolder.deleteTree(target);
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new BufferedInputStream(new XZCompressorInputStream(new ByteArrayInputStream(archive))))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new StoreFailure(
                            "The PostgreSQL archive names a file outside its folder: " + entry.getName());
                }
                write(entry, tar, path);
            }
        }
    }

    private static void write(TarArchiveEntry entry, TarArchiveInputStream tar, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.resolveSibling(""));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, path);
        boolean runs = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(runs ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private static void deleteOlder(PostgresFolder folder) throws IOException {
        try (DirectoryStream<Path> older = Files.newDirectoryStream(folder.root(), "binaries-*")) {
            for (Path home : older) {
                PostgresFolder.deleteTree(home);
            }
        }
    }

    private static List<String> wrapperHere() throws IOException {
        List<String> wrapper = new ArrayList<>();
        onPath("setsid").ifPresent(wrapper::add);
        if (System.getProperty("user.name", "").equals("root")) {
            wrapper.addAll(unshare());
        }
        return wrapper;
    }

    private static List<String> unshare() throws IOException {
        List<String> command =
                onPath("unshare").map(unshare -> List.of(unshare, "-U")).orElse(List.of());
        if (command.isEmpty() || Programs.exitStatus(List.of(command.get(0), "-U", "true")) != 0) {
            throw new StoreFailure("PostgreSQL refuses to run as root and this system allows no user namespaces:"
                    + " run Parallax as an ordinary user, or set PARALLAX_JDBC_URL to a PostgreSQL server.");
        }
        return command;
    }

    private static Optional<String> onPath(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        for (String folder : path.split(File.pathSeparator, -1)) {
            Path file = Path.of(folder, program);
            if (!folder.isEmpty() && Files.isExecutable(file)) {
                return Optional.of(file.toString());
            }
        }
        return Optional.empty();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}

package parallax.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/// The packaged application holds native libraries of the system that it was built on, and none of others.
class PackagedLibrariesIT {
    private static final Path LIBRARIES = Path.of("target/quarkus-app/lib");
    private static final Pattern NATIVE = Pattern.compile(".*\\.(so|dylib|jnilib|dll|a)(\\.\\w+|_\\w+)*|.*/DWARF/.*");
    private static final Pattern LINUX_X64 =
            Pattern.compile("(?i).*/linux[-/](x64|x86_64|x86-64|amd64)/.*|.*_linux_amd64");

    @Test
    void no_library_of_another_system_is_packaged() throws IOException {
        assumeTrue(System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64"));
        List<String> natives = natives();
        assertTrue(natives.size() >= 3, "the search finds our own: " + natives);
        assertEquals(
                List.of(),
                natives.stream()
                        .filter(name -> !LINUX_X64.matcher(name).matches())
                        .toList());
    }

    private static List<String> natives() throws IOException {
        List<String> natives = new ArrayList<>();
        try (Stream<Path> files = Files.walk(LIBRARIES)) {
            for (Path jar :
                    files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                try (ZipFile content = new ZipFile(jar.toFile())) {
                    content.stream()
                            .map(entry -> jar.getFileName() + "!/" + entry.getName())
                            .filter(name -> NATIVE.matcher(name).matches() && !name.endsWith("/"))
                            .forEach(natives::add);
                }
            }
        }
        return natives;
    }
}

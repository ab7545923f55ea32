package parallax.runner.decode.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.runner.model.ModelFolder;

/// ONNX Runtime's libraries, which its jar brings, leave nothing behind.
class UnpackedLibrariesTest {
    private static final String MODEL = "src/test/resources/fixtures/models/llama";

    @TempDir
    Path temporary;

    @Test
    void a_process_leaves_no_temporary_file_however_it_ends() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        UnpackedLibrariesTest.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertTrue(said.contains("loaded"), said);
        try (Stream<Path> left = Files.list(temporary)) {
            assertEquals(List.of(), left.toList());
        }
    }

    /// Ends without any of the hooks that clean up.
    public static void main(String[] arguments) throws IOException {
        Session.onCpu(ModelFolder.open(Path.of(MODEL)), 1).close();
        System.out.println("loaded");
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    @Test
    void the_library_is_found_by_its_name_although_its_file_is_gone() {
        Session.onCpu(ModelFolder.open(Path.of(MODEL)), 1).close();
        assertTrue(OrtApi.inLoadedLibrary().isPresent());
    }
}

package parallax.runner.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.runner.model.ClassifierFolder;
import parallax.runner.model.ModelFolder;
import parallax.runner.rate.Classifier;

/// What ONNX Runtime's library would do beside computing.
class TelemetryTest {
    private static final int LONG_COMMAND_LINE = 20_000;

    @TempDir
    Path home;

    @Test
    void nothing_is_kept_for_anybody_and_a_long_command_line_is_harmless() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TelemetryTest.class.getName(),
                        "x".repeat(LONG_COMMAND_LINE))
                .redirectErrorStream(true);
        builder.environment().put("HOME", home.toString());
        builder.environment().remove("XDG_CACHE_HOME");
        builder.environment().remove("ORT_DISABLE_TELEMETRY");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertTrue(said.contains("closed"), said);
        try (Stream<Path> kept = Files.walk(home)) {
            assertEquals(List.of(home), kept.toList());
        }
    }

    /// Opens and closes a classifier, and an engine.
    public static void main(String[] arguments) {
        Classifier.open(ClassifierFolder.open(Fixtures.model("classifier"))).close();
        OnnxEngine.open(
                        ModelFolder.open(Fixtures.model("llama")),
                        EngineOptions.defaults().withSlots(1).withThreads(1))
                .close();
        System.out.println("closed");
    }
}

package parallax.runner.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SIGTERM and Ctrl-C in the middle of generation: the process ends by itself, without a crash, with
/// whole lines.
class ShutdownTest {
    private static final int SIGINT_EXIT = 130;
    private static final int SIGTERM_EXIT = 143;

    /// 20 in the thorough campaign, a few otherwise.
    private static final int ROUNDS = Boolean.getBoolean("parallax.thorough") ? 20 : 3;

    @TempDir
    Path folder;

    @Test
    void signals_in_the_middle_of_generation_drain_and_exit_cleanly() throws Exception {
        long seed = 4;
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            boolean interrupt = round % 2 == 1;
            stopOnce(random.nextInt(700), interrupt, "seed " + seed + ", round " + round);
        }
    }

    private void stopOnce(int delayMs, boolean interrupt, String round) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", ".jsonl");
        Path err = Files.createTempFile(folder, "err", ".txt");
        Process process = start(out, err);
        try {
            waitForOutput(process, out, err);
            Thread.sleep(delayMs);
            signal(process, interrupt ? "INT" : "TERM");
            assertTrue(process.waitFor(3, TimeUnit.MINUTES), round + ": did not end");
        } finally {
            process.destroyForcibly();
        }
        String errors = Files.readString(err);
        assertEquals(interrupt ? SIGINT_EXIT : SIGTERM_EXIT, process.exitValue(), round + ": " + errors);
        assertFalse(errors.contains("SIGSEGV"), round + ": " + errors);
        assertTrue(errors.contains("interrupted; "), round + ": " + errors);
        try (var files = Files.list(folder)) {
            assertTrue(files.noneMatch(file -> file.getFileName().toString().startsWith("hs_err")), round);
        }
        for (String line : Files.readAllLines(out)) {
            new ObjectMapper().readTree(line);
        }
    }

    private Process start(Path out, Path err) throws IOException {
        Path prompts = Files.writeString(
                folder.resolve("prompts.jsonl"), "{\"input_ids\": [5, 6, 7]}\n{\"input_ids\": [8, 9, 10, 11, 12]}\n");
        String model = System.getProperty("user.dir") + "/src/test/resources/fixtures/models/llama";
        // a test run in the background of a shell inherits an ignored SIGINT, and so would the process
        return new ProcessBuilder(List.of(
                        "env",
                        "--default-signal=INT",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        GenerateCommand.class.getName(),
                        "--model",
                        model,
                        "--prompts",
                        prompts.toString(),
                        "--samples",
                        "200000",
                        "--max-tokens",
                        "100",
                        "--temperature",
                        "1.5"))
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
    }

    private static void waitForOutput(Process process, Path out, Path err) throws IOException, InterruptedException {
        for (int i = 0; i < 3000 && Files.size(out) == 0; i++) {
            assertTrue(process.isAlive(), "ended early: " + Files.readString(err));
            Thread.sleep(100);
        }
        assertTrue(Files.size(out) > 0, "no output in five minutes");
    }

    private static void signal(Process process, String name) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        assertEquals(0, exit, "kill");
    }
}

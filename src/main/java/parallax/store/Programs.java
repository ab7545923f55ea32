package parallax.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Short calls of outside programs, each waited for and bounded in time.
final class Programs {
    private static final long LIMIT_SECONDS = 300;

    private Programs() {}

    static int exitStatus(List<String> command) throws IOException {
        return await(new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /// Runs a program with `input` on its standard input and what it says in a file; anything but success
    /// is an error that quotes that file's end.
    static void mustSucceed(List<String> command, String input, Path output) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        int status = await(process);
        if (status != 0) {
            throw new StoreFailure("PostgreSQL could not be set up: " + command + " ended with status " + status + ": "
                    + lastLines(output, 0));
        }
    }

    /// The last few lines that a log got after its first `from` bytes, on one line.
    static String lastLines(Path log, long from) throws IOException {
        byte[] bytes = Files.readAllBytes(log);
        int start = (int) Math.max(Math.min(from, bytes.length), bytes.length - 600L);
        return new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8)
                .strip()
                .replace("\n", " | ");
    }

    private static int await(Process process) throws IOException {
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new StoreFailure(process.info().commandLine().orElse("A program") + " did not end within "
                        + LIMIT_SECONDS + " s");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new StoreFailure("Interrupted while starting PostgreSQL", e);
        }
    }
}

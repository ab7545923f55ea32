package parallax.island;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// What runs scripts here without a browser: the Deno that the Web Bundler brings to this machine anyway. It is
/// never asked for anything from a network.
record Deno(Path executable) {
    /// @param lines what was said, on either output
    record Outcome(int status, List<String> lines) {}

    static Deno unpackedInto(Path folder) throws IOException {
        Path executable = folder.resolve("deno");
        String name = System.getProperty("deno");
        try (InputStream packed =
                Objects.requireNonNull(Deno.class.getClassLoader().getResourceAsStream(name), name)) {
            Files.copy(packed, executable, StandardCopyOption.REPLACE_EXISTING);
        }
        if (!executable.toFile().setExecutable(true)) {
            throw new IOException(executable + " cannot be made executable");
        }
        return new Deno(executable);
    }

    /// Waits for the end of `deno ARGUMENTS`.
    Outcome run(List<String> arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(executable.toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("DENO_DIR", executable.resolveSibling("cache").toString());
        builder.environment().put("DENO_NO_UPDATE_CHECK", "1");
        builder.environment().put("NO_COLOR", "1");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), said.lines().toList());
    }
}

package parallax.island;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/// The TypeScript compiler, run by the Deno that the Web Bundler brings to this machine anyway.
///
/// @param deno the executable
/// @param compiler the compiler's program
record TypeCheck(Path deno, Path compiler) {
    /// @param problems what the compiler said, one line each; nothing if all is well
    record Outcome(int status, List<String> problems) {}

    /// Unpacks both into a folder.
    static TypeCheck unpackedInto(Path folder) throws IOException {
        Path deno = folder.resolve("deno");
        try (InputStream packed = resource(System.getProperty("deno"))) {
            Files.copy(packed, deno, StandardCopyOption.REPLACE_EXISTING);
        }
        if (!deno.toFile().setExecutable(true)) {
            throw new IOException(deno + " cannot be made executable");
        }
        String library = System.getProperty("typescript");
        unpack(library, folder);
        // The name says that it is a CommonJS program.
        Path compiler = folder.resolve("tsc.cjs");
        Files.move(folder.resolve("_tsc.js"), compiler, StandardCopyOption.REPLACE_EXISTING);
        return new TypeCheck(deno, compiler);
    }

    /// Checks the project of a folder with a `tsconfig.json`.
    Outcome of(Path project) throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(
                        deno.toString(),
                        "run",
                        "--no-prompt",
                        "--allow-read",
                        "--allow-env",
                        "--allow-sys",
                        compiler.toString(),
                        "--pretty",
                        "false",
                        "-p",
                        project.toString())
                .redirectErrorStream(true);
        command.environment().put("DENO_DIR", deno.resolveSibling("cache").toString());
        command.environment().put("DENO_NO_UPDATE_CHECK", "1");
        Process process = command.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), said.lines().toList());
    }

    /// The compiler and the declarations of what a browser has: the files of one folder of its jar.
    private static void unpack(String library, Path folder) throws IOException {
        String jar = Objects.requireNonNull(TypeCheck.class.getClassLoader().getResource(library + "/_tsc.js"))
                .getPath();
        try (JarFile packed =
                new JarFile(Path.of(URI.create(jar.replaceFirst("!.*", ""))).toFile())) {
            for (JarEntry entry : packed.stream().toList()) {
                String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                boolean wanted = name.equals("_tsc.js") || (name.startsWith("lib.") && name.endsWith(".d.ts"));
                if (wanted && entry.getName().equals(library + "/" + name)) {
                    Files.copy(packed.getInputStream(entry), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(TypeCheck.class.getClassLoader().getResourceAsStream(name), name);
    }
}

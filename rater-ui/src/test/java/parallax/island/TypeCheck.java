package parallax.island;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/// The TypeScript compiler.
///
/// @param compiler the compiler's program
record TypeCheck(Deno deno, Path compiler) {
    /// Unpacks it into a folder.
    static TypeCheck unpackedInto(Path folder) throws IOException {
        unpack(System.getProperty("typescript"), folder);
        // The name says that it is a CommonJS program.
        Path compiler = folder.resolve("tsc.cjs");
        Files.move(folder.resolve("_tsc.js"), compiler, StandardCopyOption.REPLACE_EXISTING);
        return new TypeCheck(Deno.unpackedInto(folder), compiler);
    }

    /// Checks the project of a folder with a `tsconfig.json`; what is said is a line for each problem.
    Deno.Outcome of(Path project) throws IOException, InterruptedException {
        return deno.run(List.of(
                "run",
                "--no-prompt",
                "--allow-read",
                "--allow-env",
                "--allow-sys",
                compiler.toString(),
                "--pretty",
                "false",
                "-p",
                project.toString()));
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
}

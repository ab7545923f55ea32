package parallax.runner.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;
import parallax.runner.model.ModelFolderException;
import picocli.CommandLine;

/// What this module's commands have in common: results go to standard output, everything else to
/// standard error, and each kind of failure has its exit code.
final class Commands {
    static final int SOME_FAILED = 1;
    static final int WRONG_USE = 2;
    static final int UNUSABLE = 3;

    private static final int MOST_REPLIES = 10_000_000;

    private Commands() {}

    /// Runs a command and ends the process.
    ///
    /// @param making makes the command, given where results and everything else are written
    static void main(String name, BiFunction<PrintStream, PrintStream, Object> making, String... arguments) {
        // The tokenizer's library logs through SLF4J; without a binding it would complain on standard error.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.setProperty("java.util.logging.SimpleFormatter.format", name + ": %5$s%n");
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.exit(run(name, making.apply(out, System.err), out, System.err, arguments));
    }

    /// @throws IllegalArgumentException if there are none, or more than one run can hold
    static void requireReplies(int samples, int prompts) {
        if (samples < 1) {
            throw new IllegalArgumentException("--samples must be at least 1, but was " + samples);
        }
        if ((long) samples * prompts > MOST_REPLIES) {
            throw new IllegalArgumentException(
                    "at most " + MOST_REPLIES + " replies at a time, but these would be " + (long) samples * prompts);
        }
    }

    /// @throws UncheckedIOException if part of the output was lost: a full disk, a closed pipe
    static void requireWritten(PrintStream out) {
        if (out.checkError()) {
            throw new UncheckedIOException("the output cannot be written", new IOException());
        }
    }

    /// @return the exit code
    static int run(String name, Object command, PrintStream out, PrintStream err, String... arguments) {
        return new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((problem, ignored) -> {
                    err.println(name + ": " + problem.getMessage() + " (see " + name + " --help)");
                    return WRONG_USE;
                })
                .setExecutionExceptionHandler((problem, line, parsed) -> {
                    if (problem instanceof IllegalArgumentException) {
                        err.println(name + ": " + problem.getMessage());
                        return WRONG_USE;
                    }
                    if (problem instanceof UncheckedIOException unwritten) {
                        err.println(name + ": " + unwritten.getMessage());
                        return SOME_FAILED;
                    }
                    if (problem instanceof ModelFolderException || problem instanceof IOException) {
                        err.println(name + ": " + problem.getMessage());
                        return UNUSABLE;
                    }
                    throw problem;
                })
                .execute(arguments);
    }
}

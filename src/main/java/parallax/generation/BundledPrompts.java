package parallax.generation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import parallax.runner.command.DemoModel;

/// The prompt set that comes with the demo model.
public final class BundledPrompts {
    private BundledPrompts() {}

    public static List<Prompts.Prompt> read() {
        try {
            return Prompts.read(Files.readString(DemoModel.folder().resolveSibling("prompts.jsonl")));
        } catch (IOException e) {
            throw new UncheckedIOException("the bundled prompts cannot be read", e);
        }
    }
}

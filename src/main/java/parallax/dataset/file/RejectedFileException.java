package parallax.dataset.file;

import java.nio.file.Path;

/// A file that breaks a rule, with the place and the rule.
public final class RejectedFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RejectedFileException(Path file, String rule) {
        super(file + ": " + rule);
    }

    RejectedFileException(Path file, long line, String rule) {
        super(file + ", line " + line + ": " + rule);
    }
}

package parallax.dataset.options;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import parallax.dataset.table.Reading;
import picocli.CommandLine.Option;

/// How the bytes of a file are read where they do not say it themselves, the same for every command.
public final class FormOptions {
    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            description = "The text's encoding, such as UTF-8 or windows-1252 (default: told from the bytes).")
    private @Nullable String encoding;

    @Option(
            names = "--separator",
            paramLabel = "CHARACTER",
            description =
                    "What separates the columns of a text: a character, or tab (default: told from the first rows).")
    private @Nullable String separator;

    @Option(names = "--sheet", paramLabel = "NAME", description = "A workbook's sheet (default: the first).")
    private @Nullable String sheet;

    /// @throws IllegalArgumentException where an option names what does not exist
    public Reading form() {
        return new Reading(charset(), character(), sheet);
    }

    private @Nullable Charset charset() {
        try {
            return encoding == null ? null : Charset.forName(encoding);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            throw new IllegalArgumentException("--encoding: there is no encoding called " + encoding, unknown);
        }
    }

    private @Nullable Character character() {
        if (separator == null) {
            return null;
        }
        return switch (separator.toLowerCase(Locale.ROOT)) {
            case "comma" -> ',';
            case "semicolon" -> ';';
            case "tab", "\\t" -> '\t';
            default -> {
                if (separator.length() != 1 || separator.charAt(0) == '"' || separator.charAt(0) < '\t') {
                    throw new IllegalArgumentException("--separator is one character, or the word tab");
                }
                yield separator.charAt(0);
            }
        };
    }
}

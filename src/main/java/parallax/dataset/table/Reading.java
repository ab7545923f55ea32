package parallax.dataset.table;

import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/// How a file is to be read where its bytes alone would be read otherwise; null: told from the bytes.
///
/// @param encoding of a text
/// @param separator of a text's columns
/// @param sheet of a workbook; null: its first
public record Reading(
        @Nullable Charset encoding,
        @Nullable Character separator,
        @Nullable String sheet) {
    public static final Reading AS_FOUND = new Reading(null, null, null);
}

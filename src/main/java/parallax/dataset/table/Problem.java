package parallax.dataset.table;

import org.jspecify.annotations.Nullable;

/// One mistake in a file: where it is and which rule it breaks.
///
/// @param line 1 is the header; 0 where the mistake is the file's as a whole
/// @param column the column's name, null where the mistake is the row's as a whole
public record Problem(String file, long line, @Nullable String column, String rule) {
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(file);
        if (line > 0) {
            text.append(", line ").append(line);
        }
        if (column != null) {
            text.append(", column ").append(column);
        }
        return text.append(": ").append(rule).toString();
    }
}

package parallax.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Text as it was typed into a field of a form.
public final class FormText {
    private FormText() {}

    /// Without spaces around it, and with `\n` between its lines.
    ///
    /// @param typed null if the form has no such field
    public static String of(@Nullable String typed) {
        return typed == null ? "" : typed.strip().replace("\r\n", "\n");
    }

    /// The values of a field that may have several.
    ///
    /// @param typed null if the form has no such field
    public static List<String> all(@Nullable List<String> typed) {
        return typed == null ? List.of() : typed.stream().map(FormText::of).toList();
    }
}

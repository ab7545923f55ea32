package parallax.chattemplate;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A value whose attributes a template may set, also from inside a loop. It equals itself alone, as in
/// Jinja: it may hold itself, so comparing what it holds need not end.
final class Namespace {
    private final Map<String, @Nullable Object> attributes;

    Namespace(Map<String, @Nullable Object> attributes) {
        this.attributes = new LinkedHashMap<>(attributes);
    }

    Map<String, @Nullable Object> attributes() {
        return attributes;
    }
}

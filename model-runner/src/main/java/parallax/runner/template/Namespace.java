package parallax.runner.template;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A value whose attributes a template may set, also from inside a loop.
record Namespace(Map<String, @Nullable Object> attributes) {
    Namespace {
        attributes = new LinkedHashMap<>(attributes);
    }
}

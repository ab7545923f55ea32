package parallax.chattemplate;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something a template can call.
@FunctionalInterface
interface Function {
    @Nullable
    Object call(List<@Nullable Object> positional, Map<String, @Nullable Object> named);
}

package parallax.identity;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A claim's place in a token: its name, or names with dots between them that lead into it.
final class ClaimPath {
    private ClaimPath() {}

    /// @return the texts at that place, one or several; none if there is nothing like that
    static List<String> values(Map<String, ?> claims, String path) {
        Object found = claims.get(path);
        if (found == null) {
            found = within(claims, List.of(path.split("\\.")));
        }
        if (found instanceof String one) {
            return List.of(one);
        }
        return found instanceof List<?> several
                ? several.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : List.of();
    }

    private static @Nullable Object within(Object claims, List<String> path) {
        Object at = claims;
        for (String name : path) {
            at = at instanceof Map<?, ?> object ? object.get(name) : null;
        }
        return at;
    }
}

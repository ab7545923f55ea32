package parallax.runner.remote;

import org.jspecify.annotations.Nullable;

/// Keys that are sent as bearer token. No message ever shows one.
final class BearerKey {
    /// Shorter ones, such as the `none` or `EMPTY` that local servers are given, are not secret, and
    /// may occur in any sentence.
    private static final int SHORTEST_SECRET = 8;

    private BearerKey() {}

    /// A key as a header can carry it: without the blanks and line ends around it that files and
    /// environments add; null for an empty one.
    ///
    /// @throws IllegalArgumentException that does not show the key, if anything else in it is not a
    ///     visible ASCII character
    static @Nullable String usable(@Nullable String key) {
        if (key == null || key.isBlank()) {
            return null;
        }
        String stripped = key.strip();
        if (!stripped.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException(
                    "the key contains a blank, a line end or another character that no key can contain");
        }
        return stripped;
    }

    /// A text without the key, for texts from elsewhere that may repeat it.
    static String hiddenIn(String text, @Nullable String key) {
        return key == null || key.length() < SHORTEST_SECRET ? text : text.replace(key, "(key)");
    }
}

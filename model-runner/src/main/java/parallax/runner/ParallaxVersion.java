package parallax.runner;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/// The version of Parallax, which the build writes down from its own.
public final class ParallaxVersion {
    private static final String TEXT = read();

    private ParallaxVersion() {}

    /// Such as `0.1.0`.
    public static String text() {
        return TEXT;
    }

    private static String read() {
        try (InputStream file = ParallaxVersion.class.getResourceAsStream("version.properties")) {
            var properties = new Properties();
            properties.load(Objects.requireNonNull(file));
            return Objects.requireNonNull(properties.getProperty("version"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

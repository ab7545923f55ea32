package parallax.verb;

import java.nio.file.Path;

/// A verb that serves pages until it is stopped.
public interface Serving extends Prepared, Founding {
    Listening listening();

    /// The data folder where none is named, beside the launcher.
    default String usualFolder() {
        return "data";
    }

    @Override
    default void prepare(Path dataFolder) {}
}

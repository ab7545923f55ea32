package parallax.runner;

import java.util.function.Consumer;

/// Who listens to a reply while it is written.
public final class Streaming {
    /// Nobody: engines may then favour throughput over the time to the first token.
    public static final Consumer<String> NONE = piece -> {};

    private Streaming() {}
}

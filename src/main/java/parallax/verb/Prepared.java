package parallax.verb;

import java.nio.file.Path;

/// A verb with something to do, or to refuse, before there is a database.
public interface Prepared {
    void prepare(Path dataFolder);
}

package parallax.verb;

import java.util.OptionalInt;

/// A verb that makes sense where there is no database yet. The others are refused there.
public interface Founding {
    /// What it does instead of making a database.
    ///
    /// @return its exit status; empty if the database is to be made
    default OptionalInt withoutDatabase() {
        return OptionalInt.empty();
    }
}

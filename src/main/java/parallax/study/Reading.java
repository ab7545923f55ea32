package parallax.study;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What an option says about the safety of the response.
public enum Reading {
    @JsonProperty("safe")
    SAFE,
    @JsonProperty("unsafe")
    UNSAFE,
    @JsonProperty("unsure")
    UNSURE;

    /// The word that the database stores.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Reading of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /// Unsafe if any reads unsafe, else unsure if any reads unsure, else safe; nothing from nothing.
    public static Optional<Reading> combined(Collection<Reading> readings) {
        return Stream.of(UNSAFE, UNSURE, SAFE).filter(readings::contains).findFirst();
    }
}

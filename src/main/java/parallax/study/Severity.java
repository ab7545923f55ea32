package parallax.study;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How hard something is to read, as the researcher says.
public enum Severity {
    MILD,
    MODERATE,
    SEVERE;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Severity> of(String word) {
        return Arrays.stream(values()).filter(s -> s.word().equals(word)).findFirst();
    }
}

package parallax.gate;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.Locale;

/// How figures stand to a limit.
public enum Verdict {
    /// Every upper bound is at most the limit.
    PASS,
    /// An upper bound is above it.
    FAIL,
    /// It cannot be told: too few raters, no interval, figures that are not shown or not computed. Never a pass.
    UNDECIDED;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The exit status of the command: 0, 1, 3. 2 is that of wrong use.
    public int exitStatus() {
        return switch (this) {
            case PASS -> 0;
            case FAIL -> 1;
            case UNDECIDED -> 3;
        };
    }

    /// Of several together: one that fails fails all, and nothing passes where one is undecided, or none is
    /// there.
    static Verdict ofAll(Collection<Verdict> verdicts) {
        if (verdicts.contains(FAIL)) {
            return FAIL;
        }
        return verdicts.isEmpty() || verdicts.contains(UNDECIDED) ? UNDECIDED : PASS;
    }
}

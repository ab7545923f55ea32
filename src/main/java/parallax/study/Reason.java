package parallax.study;

import org.jspecify.annotations.Nullable;

/// Why a rater answered as they did, in a short text that nobody has to write.
///
/// @param about the code of the earlier question whose answer it explains; null for the judgment as a
///   whole
public record Reason(
        String code, Wording wording, int longest, @Nullable String about, Asking asking) implements InWords {
    public static final String TYPE = "reason";
    public static final int USUAL = 300;

    public Reason {
        InWords.requireSane(code, longest, asking);
        Rubric.require(!asking.required(), "the reason '" + code + "' is required, and a reason never is");
    }

    @Override
    public String type() {
        return TYPE;
    }
}

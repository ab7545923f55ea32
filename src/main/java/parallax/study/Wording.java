package parallax.study;

/// What a question says to whoever answers it.
///
/// @param definition what is meant, or empty
/// @param positive a mild example that the question's unsafe option fits, or empty
/// @param negative a near miss that it does not fit, or empty
public record Wording(String prompt, String definition, String positive, String negative) {
    public Wording {
        Rubric.requireText(prompt, "a question's prompt");
    }

    /// A prompt that needs no explanation.
    public static Wording of(String prompt) {
        return new Wording(prompt, "", "", "");
    }

    public boolean isExplained() {
        return !definition.isEmpty() || !positive.isEmpty() || !negative.isEmpty();
    }
}

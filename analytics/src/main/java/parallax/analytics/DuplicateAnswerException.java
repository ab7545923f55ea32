package parallax.analytics;

/// A rater answered one item twice in data that allow one answer.
public final class DuplicateAnswerException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private final int answer;

    DuplicateAnswerException(String item, String rater, int answer) {
        super("Rater \"" + rater + "\" answers item \"" + item + "\" twice");
        this.answer = answer;
    }

    /// The number, in the order of adding, of one of the two answers.
    public int answer() {
        return answer;
    }
}

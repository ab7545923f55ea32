package parallax.analytics;

/// A rater answered one item twice in data that allow one answer.
public final class DuplicateAnswerException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private final int answer;
    private final int earlierAnswer;

    DuplicateAnswerException(String item, String rater, int answer, int earlierAnswer) {
        super("Rater \"" + rater + "\" answers item \"" + item + "\" twice");
        this.answer = answer;
        this.earlierAnswer = earlierAnswer;
    }

    /// The number of the second of the two answers, in the order of adding.
    public int answer() {
        return answer;
    }

    /// The number of the first of the two.
    public int earlierAnswer() {
        return earlierAnswer;
    }
}

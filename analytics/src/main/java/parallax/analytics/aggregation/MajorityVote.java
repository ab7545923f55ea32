package parallax.analytics.aggregation;

import parallax.analytics.RatingMatrix;

/// The plurality of the answers, each rater one vote.
public final class MajorityVote {
    private MajorityVote() {}

    public static Aggregation of(RatingMatrix matrix) {
        return Aggregation.byItem("majority", matrix.options(), new AnswerIndex(matrix).shares(), 0, null);
    }
}

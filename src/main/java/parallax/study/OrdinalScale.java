package parallax.study;

import java.util.List;
import java.util.Optional;

/// A question that is answered with a point of a scale: three to eleven points in order, each with its label,
/// the ends in words.
///
/// @param options the points, from the lowest
/// @param from the number of the first point; each further one is one more
public record OrdinalScale(String code, Wording wording, List<AnswerOption> options, int from, Asking asking)
        implements OneOption {
    public static final String TYPE = "ordinal_scale";

    private static final int FEWEST = 3;
    private static final int MOST = 11;
    private static final int FARTHEST = 1_000;

    public OrdinalScale {
        Question.requireCode(code);
        options = AnswerOption.offered(code, options);
        Rubric.require(
                options.size() >= FEWEST && options.size() <= MOST,
                "the scale '" + code + "' has " + options.size() + " points, not " + FEWEST + " to " + MOST);
        Rubric.require(
                isNamed(options.getFirst()) && isNamed(options.getLast()),
                "the ends of the scale '" + code + "' have numbers for labels, and no names");
        Rubric.require(
                Math.abs(from) <= FARTHEST, "the scale '" + code + "' begins at " + from + ", too far away from 0");
        if (asking.feeding()) {
            AnswerOption.requireReadings(code, options);
        }
    }

    private static boolean isNamed(AnswerOption point) {
        return !point.label().matches("[-+]?\\p{Nd}+");
    }

    /// The number of a point.
    public int value(int position) {
        return from + position;
    }

    @Override
    public Optional<Asking> ifAsked() {
        return Optional.of(asking);
    }

    @Override
    public String type() {
        return TYPE;
    }
}

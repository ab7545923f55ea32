package parallax.simulation;

import java.util.List;
import parallax.analytics.AnswerOptions;
import parallax.analytics.RatingMatrix;
import parallax.analytics.RatingMatrixBuilder;
import parallax.study.Reading;

/// Ratings of a study that does not exist yet, to see what it could find: one overall question, so many
/// items, and raters who judge the same number each.
public record PlannedRatings(ResponseModel model, int items, int itemsPerRater) {
    private static final AnswerOptions OPTIONS =
            AnswerOptions.of("safe", "unsure", "unsafe").withUnsafe("unsafe").withUnsure("unsure");

    public PlannedRatings {
        if (items < 1 || itemsPerRater < 1 || itemsPerRater > items) {
            throw new IllegalArgumentException("a rater judges from 1 to all of the items");
        }
    }

    /// Each item is judged as often as any other, give or take one.
    public RatingMatrix by(List<SimulatedRater> raters) {
        RatingMatrixBuilder matrix = RatingMatrix.builder(OPTIONS);
        for (int i = 1; i <= items; i++) {
            matrix.item(name(i));
        }
        for (int r = 0; r < raters.size(); r++) {
            SimulatedRater rater = raters.get(r);
            int column = matrix.rater(Integer.toString(rater.number()));
            for (int k = 0; k < itemsPerRater; k++) {
                int item = (int) (((long) r * itemsPerRater + k) % items);
                matrix.add(item, column, option(rater, name(item + 1)));
            }
        }
        return matrix.build();
    }

    private int option(SimulatedRater rater, String item) {
        double uniform = model.draws().uniform("answer", rater.number(), item);
        Reading reading = model.reading(model.severity(rater, item), uniform);
        return switch (reading) {
            case SAFE -> 0;
            case UNSURE -> 1;
            case UNSAFE -> 2;
        };
    }

    private static String name(int item) {
        return "item-" + item;
    }
}

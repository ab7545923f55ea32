package parallax.analytics.crossed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import parallax.analytics.AnswerOptions;
import parallax.analytics.Axis;
import parallax.analytics.RatingMatrix;

/// Yes-or-no ratings of raters in groups: those that `make_lme4.R` simulated, or simulated here.
record Ratings(RatingMatrix matrix, Axis axis) {
    static final BitSet YES = BitSet.valueOf(new long[] {2});
    private static final AnswerOptions OPTIONS = AnswerOptions.of("No", "Yes").withUnsafe("Yes");

    /// What a simulated study is like; `levels` has one for each group.
    @SuppressWarnings("ArrayRecordComponent") // read by tests alone, never compared
    record Truth(double[] levels, Spread spread, int ratersOfGroup, int items, double share) {}

    static Ratings simulated(Truth truth, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int raters = truth.ratersOfGroup() * truth.levels().length;
        double[] strict = random.doubles(raters)
                .map(x -> truth.spread().raters() * random.nextGaussian())
                .toArray();
        var matrix = RatingMatrix.builder(OPTIONS);
        List<@Nullable String> groups = new ArrayList<>();
        for (int r = 0; r < raters; r++) {
            matrix.rater("r" + r);
            groups.add("g" + r % truth.levels().length);
        }
        for (int i = 0; i < truth.items(); i++) {
            matrix.item("i" + i);
            double severe = truth.spread().items() * random.nextGaussian();
            double[] own = new double[truth.levels().length];
            for (int g = 0; g < own.length; g++) {
                own[g] = truth.spread().groupItems() * random.nextGaussian();
            }
            for (int r = 0; r < raters; r++) {
                int g = r % own.length;
                double logit = truth.levels()[g] + strict[r] + severe + own[g];
                if (random.nextDouble() < truth.share()) {
                    matrix.add(i, r, random.nextDouble() < 1 / (1 + Math.exp(-logit)) ? 1 : 0);
                }
            }
        }
        return new Ratings(matrix.build(), Axis.of("group", groups));
    }

    static Ratings ofLme4() {
        var matrix = RatingMatrix.builder(OPTIONS);
        List<@Nullable String> groups = new ArrayList<>();
        List<String> raters = new ArrayList<>();
        for (String[] row : rows("ratings.csv")) {
            if (!raters.contains(row[1])) {
                raters.add(row[1]);
                groups.add(row[2]);
            }
            matrix.add(row[0], row[1], row[3].equals("1") ? "Yes" : "No");
        }
        return new Ratings(matrix.build(), Axis.of("group", groups));
    }

    static List<String[]> rows(String name) {
        try (InputStream file = Ratings.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(","))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    CrossedAnswers answers() {
        return CrossedAnswers.of(matrix, axis, YES);
    }
}

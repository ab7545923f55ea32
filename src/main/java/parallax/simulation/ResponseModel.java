package parallax.simulation;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import parallax.study.Question;
import parallax.study.Reading;

/// How a simulated rater reads a reply: a cumulative-link model with crossed effects of item and rater.
///
/// The readings are ordered safe < unsure < unsafe. With severity η and the logistic function F,
///
///     P(safe)           = F(unsure − η)
///     P(safe or unsure) = F(unsafe − η)
///
///     η = item + item×question + question − particular·[the question asks about one kind of harm]
///         + rater + Σ over the rater's groups (shift + group×item)
///
/// Every effect is normal with mean 0 and the standard deviation of [Spread], in logits, and belongs to its
/// name: an item's severity to the item's code, a rater's strictness to the rater's number, and so on. The
/// same seed therefore gives the same answers in any order.
///
/// @param unsure the threshold between safe and unsure, in logits
/// @param unsafe the threshold between unsure and unsafe, in logits, not below `unsure`
/// @param particular how much less likely one kind of harm is found than any harm, in logits
/// @param shifts groups that find replies more or less severe by a stated amount
/// @see <https://doi.org/10.1111/j.2517-6161.1980.tb01109.x> McCullagh 1980, cumulative-link models
/// @see <https://arxiv.org/abs/2306.11530> Homan et al. 2023, multilevel models of DICES
public record ResponseModel(
        long seed, Spread spread, double unsure, double unsafe, double particular, List<Shift> shifts) {

    public ResponseModel {
        shifts = List.copyOf(shifts);
        if (!(unsure <= unsafe)) {
            throw new IllegalArgumentException("the threshold of unsafe must not lie below that of unsure");
        }
    }

    /// Standard deviations of the effects, in logits.
    public record Spread(
            double item, double itemQuestion, double question, double rater, double group, double groupItem) {
        public Spread {
            for (double deviation : new double[] {item, itemQuestion, question, rater, group, groupItem}) {
                if (!(deviation >= 0 && deviation < 100)) {
                    throw new IllegalArgumentException(
                            "a standard deviation is from 0 to 100 logits, not " + deviation);
                }
            }
        }
    }

    /// A group's own severity, in logits, instead of one drawn for it.
    public record Shift(String axis, String group, double logits) {}

    /// Chosen, not estimated: about a third of the replies are found unsafe overall, items differ more than
    /// raters, raters more than groups.
    public static ResponseModel typical(long seed) {
        return new ResponseModel(seed, new Spread(1.4, 0.9, 0.4, 1.1, 0.35, 0.5), 0.9, 1.4, 3.4, List.of());
    }

    public ResponseModel with(List<Shift> given) {
        return new ResponseModel(seed, spread, unsure, unsafe, particular, given);
    }

    public ResponseModel with(Spread given) {
        return new ResponseModel(seed, given, unsure, unsafe, particular, shifts);
    }

    /// How severe a rater finds an item in the light of a question, in logits.
    public double severity(SimulatedRater rater, String item, Question question) {
        double ofQuestion = spread.question() * draws().normal("question", question.code())
                - (question.isFeeding() ? particular : 0);
        double here = spread.itemQuestion() * draws().normal("item-question", item, question.code());
        return severity(rater, item) + ofQuestion + here;
    }

    /// The same without a question.
    public double severity(SimulatedRater rater, String item) {
        double severity =
                spread.item() * draws().normal("item", item) + spread.rater() * draws().normal("rater", rater.number());
        for (Map.Entry<String, String> group : rater.groups().entrySet()) {
            severity += shift(group.getKey(), group.getValue())
                    + spread.groupItem() * draws().normal("group-item", group.getKey(), group.getValue(), item);
        }
        return severity;
    }

    /// The probability of each reading at a severity; they sum to 1.
    public Map<Reading, Double> probabilities(double severity) {
        double safe = logistic(unsure - severity);
        double notUnsafe = logistic(unsafe - severity);
        var probabilities = new EnumMap<Reading, Double>(Reading.class);
        probabilities.put(Reading.SAFE, safe);
        probabilities.put(Reading.UNSURE, notUnsafe - safe);
        probabilities.put(Reading.UNSAFE, 1 - notUnsafe);
        return probabilities;
    }

    /// What a uniform draw between 0 and 1 becomes at a severity.
    Reading reading(double severity, double uniform) {
        Map<Reading, Double> probabilities = probabilities(severity);
        double safe = probabilities.getOrDefault(Reading.SAFE, 0.0);
        double unsureToo = safe + probabilities.getOrDefault(Reading.UNSURE, 0.0);
        return uniform < safe ? Reading.SAFE : uniform < unsureToo ? Reading.UNSURE : Reading.UNSAFE;
    }

    Draws draws() {
        return new Draws(seed);
    }

    private double shift(String axis, String group) {
        return shifts.stream()
                .filter(s -> s.axis().equals(axis) && s.group().equals(group))
                .mapToDouble(Shift::logits)
                .findFirst()
                .orElseGet(() -> spread.group() * draws().normal("group", axis, group));
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}

package parallax.analytics.aggregation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parallax.analytics.AnswerOptions;
import parallax.analytics.HardLabel;

/// One label for each item, as a model sees it.
///
/// For each item it holds one weight for each option, which sum to 1; none for an item without answers.
public final class Aggregation {
    /// Weights nearer than this are tied.
    private static final double SAME = 1e-12;

    private final String method;
    private final AnswerOptions options;
    private final double[] weights;
    private final int rounds;
    private final @Nullable Double logLikelihood;

    private Aggregation(
            String method, AnswerOptions options, double[] weights, int rounds, @Nullable Double logLikelihood) {
        this.method = method;
        this.options = options;
        this.weights = weights;
        this.rounds = rounds;
        this.logLikelihood = logLikelihood;
    }

    /// @param weights the options of the first item, then those of the second, and so on
    static Aggregation byItem(
            String method, AnswerOptions options, double[] weights, int rounds, @Nullable Double logLikelihood) {
        return new Aggregation(method, options, weights, rounds, logLikelihood);
    }

    /// @param weights the first option of every item, then the second of every item, and so on
    static Aggregation byOption(
            String method, AnswerOptions options, double[] weights, int rounds, @Nullable Double logLikelihood) {
        int items = weights.length / options.size();
        double[] turned = new double[weights.length];
        for (int cell = 0; cell < weights.length; cell++) {
            turned[cell % items * options.size() + cell / items] = weights[cell];
        }
        return new Aggregation(method, options, turned, rounds, logLikelihood);
    }

    /// The same labels under another name.
    Aggregation named(String name) {
        return new Aggregation(name, options, weights, rounds, logLikelihood);
    }

    /// The model, its restarts, how many of them came to these labels, and its seed.
    public String method() {
        return method;
    }

    public AnswerOptions options() {
        return options;
    }

    public int items() {
        return weights.length / options.size();
    }

    /// Rounds until it stopped changing, 0 for a method without rounds.
    public int rounds() {
        return rounds;
    }

    /// The natural logarithm of the likelihood (for MACE, of its lower bound's likelihood term), or
    /// null without a model.
    public @Nullable Double logLikelihood() {
        return logLikelihood;
    }

    /// How much the model believes in an option for an item, in [0, 1]; 0 for every option of an item
    /// without answers.
    public double weight(int item, int option) {
        return weights[item * options.size() + option];
    }

    /// The option of most weight, ties kept; empty for an item without answers.
    public Optional<HardLabel> label(int item) {
        double most = 0;
        for (int k = 0; k < options.size(); k++) {
            most = Math.max(most, weight(item, k));
        }
        List<Integer> best = new ArrayList<>();
        for (int k = 0; k < options.size() && most > 0; k++) {
            if (weight(item, k) >= most - SAME) {
                best.add(k);
            }
        }
        return best.isEmpty() ? Optional.empty() : Optional.of(new HardLabel(best));
    }
}

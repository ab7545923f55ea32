package parallax.analysis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import parallax.analytics.Interval;
import parallax.analytics.UnsurePolicy;
import parallax.analytics.analysis.AnalysisSettings;
import parallax.analytics.analysis.Resampling;

/// What an analysis is asked to compute of a study.
///
/// @param questions codes; empty for every question with options
/// @param axes the ways to group raters: axis codes, joined by `*` for an intersection (`gender*race`)
/// @param unsure what Unsure counts as, one reading after the other; a question without an Unsure has
///   one
/// @param cut which answers are read
/// @param method what is computed of them
public record AnalysisRequest(
        List<String> questions, List<String> axes, List<UnsurePolicy> unsure, Cut cut, Method method) {
    private static final Method STANDING = standingMethod();
    public static final int MOST_REPLICATES = 100_000;

    public AnalysisRequest {
        questions = List.copyOf(questions);
        axes = List.copyOf(axes);
        unsure = unsure.isEmpty() ? List.of(UnsurePolicy.CATEGORY) : List.copyOf(unsure);
    }

    /// Which answers are read: of these topics, these models, and without these raters.
    ///
    /// @param topics of items; empty for all
    /// @param models by name; empty for all, generated or not
    /// @param withoutRaters random names of raters who are left out
    /// @param exclude the exclusion that leaves raters out when the analysis is carried out; null for
    ///   none
    public record Cut(
            Set<String> topics,
            Set<String> models,
            Set<String> withoutRaters,
            @Nullable Rule exclude) {
        public static final Cut NONE = new Cut(Set.of(), Set.of(), Set.of(), null);

        /// An exclusion as an analysis names it.
        ///
        /// @param words what it says
        public record Rule(String name, String words) {}

        /// Of these topics and models; all where there are none.
        public static Cut to(Collection<String> topics, Collection<String> models) {
            return new Cut(Set.copyOf(topics), Set.copyOf(models), Set.of(), null);
        }

        /// The same without the raters whom a rule leaves out; with all of them if there is no rule.
        public Cut without(@Nullable Exclusion exclusion) {
            Rule rule = exclusion == null ? null : new Rule(exclusion.name(), exclusion.inWords());
            return new Cut(topics, models, withoutRaters, rule);
        }

        public Cut {
            topics = Set.copyOf(topics);
            models = Set.copyOf(models);
            withoutRaters = Set.copyOf(withoutRaters);
        }

        /// The filter in words, as it stands beside every figure.
        public String inWords() {
            var words = new ArrayList<String>(List.of("all current judgments"));
            if (!topics.isEmpty()) {
                words.add("topics " + String.join(", ", new TreeSet<>(topics)));
            }
            if (!models.isEmpty()) {
                words.add("replies of " + String.join(", ", new TreeSet<>(models)));
            }
            if (!withoutRaters.isEmpty()) {
                words.add("without " + withoutRaters.size() + " raters");
            }
            if (exclude != null) {
                words.add("without raters excluded by “" + exclude.name() + "” (" + exclude.words() + ")");
            }
            return String.join("; ", words);
        }
    }

    /// @param metrics names of metrics; empty for all that apply
    /// @param permutations replicates of the permutation test, 0 for none
    /// @param bootstrap replicates of the crossed bootstrap, 0 for none
    /// @param seed where every random draw comes from
    /// @param undisclosed whether raters who belong to no group of an axis are a group of their own
    /// @param confidence the level of every interval, between 0 and 1; 0 stands for the usual 0.95, as earlier
    ///   versions stored none
    public record Method(
            Set<String> metrics, int permutations, int bootstrap, long seed, boolean undisclosed, double confidence) {
        public Method {
            metrics = Set.copyOf(metrics);
            confidence = confidence == 0 ? Interval.STANDARD_CONFIDENCE : confidence;
            if (permutations > MOST_REPLICATES || bootstrap > MOST_REPLICATES) {
                throw new IllegalArgumentException("There are 0 to " + MOST_REPLICATES + " replicates.");
            }
            // refuses what analytics does not know, in its own words
            var _ = settings(UnsurePolicy.CATEGORY, metrics, permutations, bootstrap, seed)
                    .withConfidence(confidence);
        }

        /// Every metric that applies; raters who belong to no group of an axis are left out of it.
        public static Method ofEveryMetric(int permutations, int bootstrap, long seed) {
            boolean undisclosed = false;
            return new Method(Set.of(), permutations, bootstrap, seed, undisclosed, Interval.STANDARD_CONFIDENCE);
        }

        /// P(unsafe) alone, with intervals of this level; raters who belong to no group of an axis are left out of
        /// it.
        public static Method ofShares(double confidence) {
            boolean undisclosed = false;
            return new Method(Set.of("pUnsafe"), 0, 0, 1, undisclosed, confidence);
        }
    }

    /// The figures that pages show of every question and axis: distributions with their intervals, and how
    /// far each group's P(unsafe) is from everyone else's.
    ///
    /// @param without the exclusion whose raters are left out; null for none
    static AnalysisRequest standing(List<String> axes, @Nullable Exclusion without) {
        return new AnalysisRequest(
                List.of(),
                axes,
                List.of(UnsurePolicy.CATEGORY, UnsurePolicy.DROP),
                Cut.NONE.without(without),
                STANDING);
    }

    private static Method standingMethod() {
        boolean undisclosed = true;
        return new Method(
                Set.of("pUnsafe", "answerDistribution", "pUnsafeDifference"),
                0,
                0,
                1,
                undisclosed,
                Interval.STANDARD_CONFIDENCE);
    }

    /// Whether this asks for all that pages show; standing figures of an earlier version may lack some.
    boolean isStanding() {
        return method.equals(STANDING);
    }

    /// The same of all raters, whatever exclusion this asks for.
    public AnalysisRequest ofEverybody() {
        return new AnalysisRequest(questions, axes, unsure, cut.without(null), method);
    }

    AnalysisSettings settings(UnsurePolicy policy) {
        return settings(policy, method.metrics(), method.permutations(), method.bootstrap(), method.seed())
                .withConfidence(method.confidence());
    }

    private static AnalysisSettings settings(
            UnsurePolicy policy, Set<String> metrics, int permutations, int bootstrap, long seed) {
        Resampling resampling = new Resampling(permutations, bootstrap, seed, Resampling.PRule.TWO_SIDED);
        return AnalysisSettings.of(policy, resampling).withMetrics(metrics);
    }
}

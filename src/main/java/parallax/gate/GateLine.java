package parallax.gate;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import parallax.analytics.Estimate;
import parallax.analytics.Interval;
import parallax.disclosure.Protection;

/// How one group stands to a limit.
///
/// @param axis empty for everybody together
/// @param group “Everyone” for everybody together
/// @param estimate the share of unsafe answers; null where there is none to show
/// @param why the verdict's reason, in words
public record GateLine(
        String axis,
        String group,
        @Schema(nullable = true) @Nullable Estimate estimate,
        @Schema(nullable = true) @Nullable Long nAnswers,
        Verdict verdict,
        String why,
        @JsonUnwrapped Protection protection) {
    /// Levels are quotients, which differ in their last digit.
    private static final double SAME = 1e-9;

    /// What is known of a group.
    ///
    /// @param otherwise why there is no estimate
    record Known(@Nullable Estimate estimate, @Nullable Long nAnswers, Protection protection, String otherwise) {}

    static GateLine of(String axis, String group, Known known, Asked asked) {
        Estimate estimate = known.estimate();
        if (known.protection().hidden() || estimate == null) {
            return new GateLine(axis, group, null, null, Verdict.UNDECIDED, known.otherwise(), known.protection());
        }
        Decided decided = decided(estimate, asked);
        return new GateLine(
                axis, group, estimate, known.nAnswers(), decided.verdict(), decided.why(), known.protection());
    }

    /// What a limit asks of every group.
    ///
    /// @param smallest fewer raters decide nothing
    /// @param confidence the level that the interval must have
    record Asked(double atMost, int smallest, double confidence) {}

    private record Decided(Verdict verdict, String why) {
        static Decided not(String why) {
            return new Decided(Verdict.UNDECIDED, why);
        }
    }

    private static Decided decided(Estimate estimate, Asked asked) {
        Integer raters = estimate.nRaters();
        Interval interval = estimate.interval();
        if (!estimate.isDefined()) {
            return Decided.not(String.valueOf(estimate.reason()));
        }
        if (raters == null) {
            return Decided.not("raters are unknown");
        }
        if (raters < asked.smallest()) {
            return Decided.not(raters + (raters == 1 ? " rater" : " raters") + ", fewer than " + asked.smallest());
        }
        if (interval == null) {
            return Decided.not(estimate.method());
        }
        if (interval.high() > asked.atMost()) {
            return new Decided(
                    Verdict.FAIL,
                    interval.low() > asked.atMost()
                            ? "the whole interval is above the limit"
                            : "the limit is within the interval");
        }
        if (interval.confidence() < asked.confidence() - SAME) {
            return Decided.not("the interval is one of " + percent(interval.confidence())
                    + ", and the limit asks for one of " + percent(asked.confidence()));
        }
        return new Decided(Verdict.PASS, "the upper bound is at most the limit");
    }

    /// A level in words: “99.17 %”.
    static String percent(double level) {
        return String.format(Locale.ROOT, "%.2f", 100 * level).replaceFirst("\\.?0+$", "") + " %";
    }
}

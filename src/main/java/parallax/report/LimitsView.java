package parallax.report;

import java.time.Instant;
import java.util.List;
import parallax.gate.CheckedLimit;
import parallax.gate.GateLine;
import parallax.gate.GateOutcome;
import parallax.gate.GateText;
import parallax.gate.Verdict;
import parallax.release.ReleasePages;

/// The limits of a study's plan and how they stand.
///
/// @param verdict of all of them, in words
/// @param asOf of which moment, in words; empty where nothing was computed
/// @param underWay whether they are being computed
/// @param mayCheck whether the viewer may have them computed anew
public record LimitsView(String verdict, String asOf, boolean underWay, boolean mayCheck, List<Limit> limits) {
    public LimitsView {
        limits = List.copyOf(limits);
    }

    public record Limit(String words, String verdict, String method, List<Line> lines) {
        public Limit {
            lines = List.copyOf(lines);
        }
    }

    /// @param why the verdict's reason
    public record Line(String group, String raters, String share, String interval, String verdict, String why) {}

    /// @param mayCheck whether the viewer sees figures of this moment and may analyze them
    static LimitsView of(GateOutcome outcome, boolean underWay, boolean mayCheck) {
        return new LimitsView(
                words(outcome.verdict()),
                outcome.release() == null ? asOf(outcome) : "",
                underWay,
                mayCheck,
                outcome.limits().stream().map(LimitsView::limit).toList());
    }

    /// How they stand by a release, which nobody computes anew.
    public static LimitsView ofRelease(GateOutcome outcome) {
        boolean no = false;
        return of(outcome, no, no);
    }

    private static String asOf(GateOutcome outcome) {
        Instant asOf = outcome.asOf();
        return asOf == null
                ? ""
                : "Computed on " + ReleasePages.day(asOf)
                        + (outcome.upToDate() ? ", of all judgments so far." : "; there are judgments since.");
    }

    private static Limit limit(CheckedLimit checked) {
        return new Limit(
                GateText.limit(checked.limit()),
                words(checked.verdict()),
                checked.method(),
                checked.lines().stream().map(LimitsView::line).toList());
    }

    private static Line line(GateLine line) {
        return new Line(
                GateText.group(line),
                GateText.raters(line.estimate()),
                GateText.share(line.estimate()),
                GateText.interval(line.estimate()),
                words(line.verdict()),
                line.why() + (line.protection().notForShowing() ? "; not for showing" : ""));
    }

    private static String words(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "kept";
            case FAIL -> "not kept";
            case UNDECIDED -> "cannot be decided";
        };
    }
}

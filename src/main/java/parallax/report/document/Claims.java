package parallax.report.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parallax.analysis.AnalysisPlan;
import parallax.analytics.Estimate;
import parallax.analytics.Interval;
import parallax.disclosure.Distribution;
import parallax.disclosure.GroupDistribution;
import parallax.disclosure.Overview;
import parallax.report.document.ReleaseReport.Claim;
import parallax.report.document.ReleaseReport.Figures;
import parallax.study.StoredQuestion;

/// What was found on a question, a sentence each: the share of everybody and of each group, with what it estimates,
/// its interval, how many raters, items and answers it rests on, and the method.
final class Claims {
    private static final double CLEAR = 0.05;

    private final StoredQuestion question;
    private final AnalysisPlan plan;
    private final List<Claim> claims = new ArrayList<>();

    private Claims(StoredQuestion question, AnalysisPlan plan) {
        this.question = question;
        this.plan = plan;
    }

    static List<Claim> of(StoredQuestion question, AnalysisPlan plan, List<Figures> figures) {
        var claims = new Claims(question, plan);
        for (Figures of : figures) {
            if (of.axis().isEmpty()) {
                claims.everybody(of);
            } else {
                of.category().groups().stream().skip(1).forEach(group -> claims.group(of, group));
            }
        }
        return claims.claims;
    }

    private void everybody(Figures figures) {
        everybody(figures.category(), "Unsure counts as an answer of its own");
        Distribution dropped = figures.dropped();
        if (dropped != null) {
            everybody(dropped, "Unsure counts as no answer");
        }
    }

    private void everybody(Distribution distribution, String reading) {
        GroupDistribution everyone = distribution.everyone();
        Estimate share = everyone.pUnsafe();
        String asked = "To “" + question.prompt() + "”, ";
        String sentence = everyone.hidden() || share == null
                ? asked + "nothing is shown: " + GroupDistribution.WHY_HIDDEN + "."
                : asked + share(share, everyone.nAnswers(), "") + "; " + reading + ".";
        claims.add(
                new Claim(sentence, question.code(), "", "", everyone.hidden() ? null : share, null, isPlanned(null)));
    }

    private void group(Figures figures, GroupDistribution group) {
        String axis = figures.axis();
        Estimate share = group.pUnsafe();
        String of = "Of “" + group.group() + "” (" + axis + "), ";
        if (group.hidden() || share == null) {
            claims.add(new Claim(
                    of + "nothing is shown: " + GroupDistribution.WHY_HIDDEN + ".",
                    question.code(),
                    axis,
                    group.group(),
                    null,
                    null,
                    isPlanned(axis)));
            return;
        }
        Overview.Cell cell = cell(figures, group.group());
        Double adjusted = cell == null ? null : cell.pAdjusted();
        claims.add(new Claim(
                of + share(share, group.nAnswers(), difference(cell)) + ".",
                question.code(),
                axis,
                group.group(),
                share,
                adjusted,
                isPlanned(axis)));
    }

    private boolean isPlanned(@Nullable String axis) {
        return plan.question().equals(question.code())
                && (axis == null || plan.axes().contains(axis));
    }

    private Overview.@Nullable Cell cell(Figures figures, String group) {
        Overview overview = figures.overview();
        return overview == null
                ? null
                : overview.questions().stream()
                        .filter(of -> of.question().equals(question.code()))
                        .flatMap(of -> of.groups().stream())
                        .filter(of -> of.group().equals(group))
                        .findFirst()
                        .orElse(null);
    }

    private static String share(Estimate share, @Nullable Long answers, String more) {
        Double value = share.value();
        if (value == null) {
            return "there is no share of unsafe answers: " + share.reason();
        }
        Integer raters = share.nRaters();
        return percent(value) + " of " + (answers == null ? "the" : count(answers)) + " answers were unsafe ("
                + interval(share) + "; "
                + (raters == null ? "raters unknown" : count(raters) + (raters == 1 ? " rater" : " raters")) + ", "
                + count(share.nItems()) + (share.nItems() == 1 ? " item" : " items") + "; " + share.method() + ")"
                + more;
    }

    private static String interval(Estimate share) {
        Interval interval = share.interval();
        return interval == null
                ? "no interval"
                : level(interval) + " interval " + percent(interval.low()) + " to " + percent(interval.high())
                        + ", for " + interval.estimand().label();
    }

    private static String difference(Overview.@Nullable Cell cell) {
        Estimate difference = cell == null ? null : cell.difference();
        Double value = difference == null ? null : difference.value();
        if (difference == null || value == null) {
            return "";
        }
        Interval interval = difference.interval();
        Double adjusted = Objects.requireNonNull(cell).pAdjusted();
        boolean clear = adjusted != null && adjusted <= CLEAR;
        return ", " + points(value) + " percentage points from everyone else ("
                + (interval == null
                        ? "no interval"
                        : level(interval) + " interval " + points(interval.low()) + " to " + points(interval.high()))
                + (adjusted == null
                        ? ""
                        : "; p " + p(adjusted) + ", adjusted over all questions and groups of the axis")
                + ")"
                + (clear
                        ? ": a difference that chance hardly explains"
                        : ": chance alone could explain the difference");
    }

    private static String level(Interval interval) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * interval.confidence());
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String points(double difference) {
        return String.format(Locale.ROOT, "%+.1f", 100 * difference).replace('-', '−');
    }

    private static String p(double adjusted) {
        return adjusted < 0.001
                ? "< .001"
                : "= " + String.format(Locale.ROOT, "%.3f", adjusted).replaceFirst("^0", "");
    }

    static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }
}

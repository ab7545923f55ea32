package parallax.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import parallax.disclosure.Distribution;
import parallax.disclosure.GroupDistribution;
import parallax.study.AnswerOption;
import parallax.study.Reading;
import parallax.study.StoredQuestion;

/// Diverging stacked bars: safe answers to the left of the middle, unsafe to the right, unsure ones
/// across it, so that groups can be compared on both sides at once. Geometry in units of a 1000-wide
/// picture.
///
/// @param rows one a group, from the top
/// @param height of the picture
/// @see <a href="https://doi.org/10.18637/jss.v057.i05">Heiberger, Robbins 2014, Design of Diverging
///     Stacked Bar Charts</a>
public record BarChart(List<GroupBars> rows, int height, List<Key> legend) {
    private static final int LEFT = 210;
    private static final int RIGHT = 990;
    private static final int MIDDLE = (LEFT + RIGHT) / 2;
    private static final double FULL = (RIGHT - LEFT) / 2.0;
    private static final int TOP = 14;
    private static final int ROW = 36;
    private static final int BAR = 24;
    private static final int LABEL_LETTERS = 26;

    public BarChart {
        rows = List.copyOf(rows);
        legend = List.copyOf(legend);
    }

    /// @param label the group's name, shortened to fit
    public record GroupBars(String label, String title, int y, int textY, List<Bar> bars) {
        /// Whether there is nothing to draw, so that the title says why.
        public boolean hidden() {
            return bars.isEmpty();
        }
    }

    /// @param fill the class of its colour: `fill-safe`, `fill-unsure`, `fill-unsafe` or `fill-none`
    public record Bar(
            String x, String width, String fill, String title, String share, boolean roomForShare, String textX) {}

    public record Key(String label, String fill) {}

    public int middle() {
        return MIDDLE;
    }

    public int barHeight() {
        return BAR;
    }

    static BarChart of(Distribution distribution, StoredQuestion question) {
        List<Segment> segments = segments(distribution, question);
        var rows = new ArrayList<GroupBars>();
        int y = TOP;
        for (GroupDistribution group : distribution.groups()) {
            rows.add(row(group, segments, y));
            y += ROW;
        }
        List<Key> legend =
                segments.stream().map(s -> new Key(s.label(), s.fill())).toList();
        return new BarChart(rows, y, legend);
    }

    /// An option of the question in the order of the picture: safe, unsure, unsafe.
    private record Segment(int option, String label, String fill, int side) {}

    private static List<Segment> segments(Distribution distribution, StoredQuestion question) {
        var safe = new ArrayList<Segment>();
        var across = new ArrayList<Segment>();
        var unsafe = new ArrayList<Segment>();
        for (int k = 0; k < distribution.options().size(); k++) {
            String label = distribution.options().get(k);
            Reading reading = question.options().stream()
                    .filter(o -> o.label().equals(label))
                    .findFirst()
                    .map(AnswerOption::reading)
                    .orElse(null);
            if (reading == Reading.SAFE) {
                safe.add(new Segment(k, label, "fill-safe", -1));
            } else if (reading == Reading.UNSAFE) {
                unsafe.add(new Segment(k, label, "fill-unsafe", 1));
            } else {
                across.add(new Segment(k, label, across.size() % 2 == 0 ? "fill-unsure" : "fill-none", 0));
            }
        }
        var all = new ArrayList<>(safe);
        all.addAll(across);
        all.addAll(unsafe);
        return all;
    }

    private static GroupBars row(GroupDistribution group, List<Segment> segments, int y) {
        String label = group.group().length() > LABEL_LETTERS
                ? group.group().substring(0, LABEL_LETTERS - 1) + "…"
                : group.group();
        if (group.hidden() || group.nAnswers() == null || group.nAnswers() == 0) {
            String why = group.hidden() ? GroupDistribution.WHY_HIDDEN : "no answers yet";
            return new GroupBars(label, group.group() + ": " + why, y, y + 17, List.of());
        }
        double left = 0;
        double across = 0;
        for (Segment segment : segments) {
            left += segment.side() < 0 ? share(group, segment) : 0;
            across += segment.side() == 0 ? share(group, segment) : 0;
        }
        double at = -left - across / 2;
        var bars = new ArrayList<Bar>();
        for (Segment segment : segments) {
            double share = share(group, segment);
            if (share > 0) {
                bars.add(bar(segment, at, share));
            }
            at += share;
        }
        return new GroupBars(label, group.group(), y, y + 17, bars);
    }

    private static double share(GroupDistribution group, Segment segment) {
        return group.shares().get(segment.option()).orThrow();
    }

    private static Bar bar(Segment segment, double from, double share) {
        String percent = Math.round(share * 100) + " %";
        return new Bar(
                number(MIDDLE + from * FULL),
                number(share * FULL),
                segment.fill(),
                segment.label() + " " + percent,
                percent,
                share * FULL > 44,
                number(MIDDLE + (from + share / 2) * FULL));
    }

    private static String number(double x) {
        return String.format(Locale.ROOT, "%.1f", x);
    }
}

package parallax.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import parallax.analytics.CountTable;
import parallax.analytics.UnsurePolicy;
import parallax.analytics.metric.AnswerDistribution;
import parallax.analytics.metric.PUnsafe;
import parallax.judgment.Counting;
import parallax.judgment.QuestionCounts;
import parallax.store.Sql;
import parallax.study.Population;
import parallax.study.Rubric;
import parallax.study.Study;

/// Answer distributions per group, for pages and the API alike: the one place where small groups are
/// hidden.
@ApplicationScoped
public class Distributions {
    private final Sql sql;
    private final Counting counting;

    public Distributions(Sql sql, Counting counting) {
        this.sql = sql;
        this.counting = counting;
    }

    public Distribution of(
            Study study, Rubric.Question question, Population.@Nullable Axis axis, UnsurePolicy unsure, Viewer viewer) {
        QuestionCounts counts =
                counting.of(study, question, axis, cutoff(study, viewer)).under(unsure);
        Set<Integer> hidden = hidden(study, counts);
        var groups = new ArrayList<GroupDistribution>();
        boolean everyoneHidden = study.ratersKnown && raters(counts) < study.minGroup && raters(counts) > 0;
        groups.add(
                everyoneHidden
                        ? GroupDistribution.hidden("Everyone")
                        : group("Everyone", counts.byItem().everyone(), counts.everyRater()));
        for (int g = 0; axis != null && g < counts.byItem().groups().size(); g++) {
            String name = String.valueOf(counts.byItem().groups().get(g).name());
            boolean empty = counts.byItem().of(g).total() == 0;
            if (hidden.contains(g)) {
                groups.add(GroupDistribution.hidden(name));
            } else if (!empty || axis.groups().containsValue(name)) {
                groups.add(group(name, counts.byItem().of(g), counts.byRater(g)));
            }
        }
        return new Distribution(
                question.code(),
                axis == null ? "" : axis.code(),
                unsure.label(),
                counts.byItem().options().names(),
                counts.byItem().everyone().rowsWithAtLeast(1),
                groups);
    }

    /// Who looks decides how fresh the figures are.
    public enum Viewer {
        /// a researcher of the study: every judgment at once
        RESEARCHER,
        /// anybody else: in batches of at least the threshold, so that no single answer can be read off a
        /// change
        OTHER
    }

    /// The newest judgment, by id, that the viewer's figures include.
    public long cutoff(Study study, Viewer viewer) {
        return switch (viewer) {
            case RESEARCHER -> Counting.NO_CUTOFF;
            case OTHER -> {
                long n = sql.number("select count(*) from judgment where study_id = ? and current", study.id);
                long whole = study.state() == Study.State.CLOSED ? n : n - n % study.minGroup;
                yield whole == 0
                        ? 0
                        : sql.number(
                                "select id from judgment where study_id = ? and current order by id offset ? limit 1",
                                study.id,
                                whole - 1);
            }
        };
    }

    /// How many current judgments the viewer's figures include.
    public long judgments(Study study, Viewer viewer) {
        return sql.number(
                "select count(*) from judgment where study_id = ? and current and id <= ?",
                study.id,
                cutoff(study, viewer));
    }

    /// The id of the newest of them, 0 if there is none.
    public long newest(Study study, Viewer viewer) {
        return sql.number(
                "select coalesce(max(id), 0) from judgment where study_id = ? and current and id <= ?",
                study.id,
                cutoff(study, viewer));
    }

    /// Groups of an axis that are not shown; where raters are unknown nobody can be told apart, and
    /// nothing is hidden.
    public static Set<Integer> hidden(Study study, QuestionCounts counts) {
        if (!study.ratersKnown) {
            return Set.of();
        }
        List<Integer> raters = IntStream.range(0, counts.byItem().groups().size())
                .mapToObj(g -> counts.raters(g).orElse(0))
                .toList();
        return Suppression.hidden(raters, study.minGroup);
    }

    private static int raters(QuestionCounts counts) {
        return IntStream.range(0, counts.byItem().groups().size())
                .map(g -> counts.raters(g).orElse(0))
                .sum();
    }

    private static GroupDistribution group(String name, CountTable byItem, @Nullable CountTable byRater) {
        return new GroupDistribution(
                name,
                byRater == null ? null : Integer.valueOf(byRater.rowsWithAtLeast(1)),
                Long.valueOf(byItem.total()),
                AnswerDistribution.pooled(byItem, byRater),
                PUnsafe.pooled(byItem, byRater),
                false);
    }
}

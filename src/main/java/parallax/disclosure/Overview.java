package parallax.disclosure;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import parallax.analysis.GroupFigures;
import parallax.analysis.StoredEstimate;
import parallax.analytics.Estimate;
import parallax.analytics.UnsurePolicy;
import parallax.analytics.analysis.Finding;
import parallax.analytics.resampling.BenjaminiHochberg;
import parallax.study.Population;

/// P(unsafe) of every question in every group of an axis, and how far each group is from everyone else.
///
/// The p-values of all differences that are shown are one family: they are adjusted together
/// ([BenjaminiHochberg]).
///
/// @param axis the axis's code
/// @param unsure what Unsure counts as, where a question has one: `category` or `drop`
/// @param groups in declared order; those who belong to none come last
/// @param questions in the rubric's order, each with a cell for every group
/// @param asOf when the figures were computed; null where there was nothing to compute
/// @param release the number of the release that they are of; null for the figures of this moment
public record Overview(
        String axis,
        String unsure,
        List<String> groups,
        List<Question> questions,
        @Schema(nullable = true) @Nullable Instant asOf,
        @Schema(nullable = true) @Nullable Integer release) {
    public Overview {
        groups = List.copyOf(groups);
        questions = List.copyOf(questions);
    }

    /// @param question its code
    /// @param everyone all groups together; it has no difference
    @Schema(name = "OverviewQuestion")
    public record Question(String question, Cell everyone, List<Cell> groups) {
        public Question {
            groups = List.copyOf(groups);
        }
    }

    /// One question in one group.
    ///
    /// @param nRaters raters who answered; null where the data do not say who did, or for a hidden group
    /// @param nAnswers their answers; null for a hidden group
    /// @param pUnsafe share of unsafe answers with its interval; null for a hidden group
    /// @param difference that share less the share of everyone else, with the interval of the difference; null
    ///     for everyone and for a hidden group
    /// @param p of no difference; null where it is undefined
    /// @param pAdjusted the same adjusted over all cells of the overview
    @Schema(name = "OverviewCell")
    public record Cell(
            String group,
            @Schema(nullable = true) @Nullable Integer nRaters,
            @Schema(nullable = true) @Nullable Long nAnswers,
            @Schema(nullable = true) @Nullable Estimate pUnsafe,
            @Schema(nullable = true) @Nullable Estimate difference,
            @Schema(nullable = true) @Nullable Double p,
            @Schema(nullable = true) @Nullable Double pAdjusted,
            @JsonUnwrapped Protection protection) {
        private static Cell unanswered(String group) {
            return new Cell(group, 0, 0L, null, null, null, null, Protection.none());
        }

        private static Cell hidden(String group) {
            return new Cell(group, null, null, null, null, null, null, Protection.ofHidden());
        }

        private static Cell of(String group, ShownEstimate shown, @Nullable Finding difference) {
            StoredEstimate share = shown.stored();
            Finding.Chance chance = difference == null ? null : difference.chance();
            return new Cell(
                    group,
                    share.finding().estimate().nRaters(),
                    share.nAnswers(),
                    share.finding().estimate(),
                    difference == null ? null : difference.estimate(),
                    chance == null ? null : chance.p(),
                    null,
                    shown.protection());
        }

        private Cell adjustedTo(@Nullable Double adjusted) {
            return new Cell(group, nRaters, nAnswers, pUnsafe, difference, p, adjusted, protection);
        }

        public boolean hidden() {
            return protection.hidden();
        }

        public boolean notForShowing() {
            return protection.notForShowing();
        }
    }

    public boolean hasHidden() {
        return questions.stream()
                .anyMatch(question -> question.everyone().hidden()
                        || question.groups().stream().anyMatch(Cell::hidden));
    }

    public boolean hasMarked() {
        return questions.stream()
                .anyMatch(question -> question.everyone().notForShowing()
                        || question.groups().stream().anyMatch(Cell::notForShowing));
    }

    /// What an overview is made of.
    ///
    /// @param estimates P(unsafe) and its differences, under every reading of Unsure, as they may be shown
    /// @param asOf when they were computed; null where there was nothing to compute
    /// @param release the number of the release that they are of; null for those of this moment
    record Source(
            List<ShownEstimate> estimates,
            @Nullable Instant asOf,
            @Nullable Integer release) {}

    static Overview of(List<String> questions, Population.Axis axis, UnsurePolicy unsure, Source source) {
        var groups = new LinkedHashSet<>(axis.groups().values());
        source.estimates().stream()
                .map(estimate -> estimate.stored().finding().group())
                .filter(group -> group != null)
                .forEach(groups::add);
        Map<String, List<ShownEstimate>> byQuestion = source.estimates().stream()
                .collect(Collectors.groupingBy(estimate -> estimate.stored().question()));
        List<Question> found = questions.stream()
                .map(code -> question(code, groups, read(byQuestion.getOrDefault(code, List.of()), unsure)))
                .toList();
        return new Overview(
                axis.code(), unsure.label(), List.copyOf(groups), adjusted(found), source.asOf(), source.release());
    }

    /// Under the reading that was asked for; a question without an Unsure has one reading alone.
    private static List<ShownEstimate> read(List<ShownEstimate> ofQuestion, UnsurePolicy unsure) {
        List<ShownEstimate> asked = ofQuestion.stream()
                .filter(estimate -> unsure.label()
                        .equals(estimate.stored().finding().place().unsure()))
                .toList();
        return asked.isEmpty() ? ofQuestion : asked;
    }

    private static Question question(String code, Set<String> groups, List<ShownEstimate> estimates) {
        return new Question(
                code,
                cell(GroupFigures.EVERYONE, estimates, finding -> finding.axis() == null),
                groups.stream()
                        .map(group -> cell(group, estimates, finding -> group.equals(finding.group())))
                        .toList());
    }

    private static Cell cell(String group, List<ShownEstimate> estimates, Predicate<Finding> isOfGroup) {
        ShownEstimate share = null;
        Finding difference = null;
        for (ShownEstimate estimate : estimates) {
            Finding finding = estimate.stored().finding();
            if (isOfGroup.test(finding)) {
                if (finding.against() == null) {
                    share = estimate;
                } else {
                    difference = finding;
                }
            }
        }
        if (share == null) {
            return Cell.unanswered(group);
        }
        return share.protection().hidden() ? Cell.hidden(group) : Cell.of(group, share, difference);
    }

    private static List<Question> adjusted(List<Question> questions) {
        List<@Nullable Double> family = new ArrayList<>();
        questions.forEach(question -> question.groups().forEach(cell -> family.add(cell.p())));
        List<@Nullable Double> adjusted = BenjaminiHochberg.adjust(family);
        List<Question> all = new ArrayList<>();
        int at = 0;
        for (Question question : questions) {
            List<Cell> cells = new ArrayList<>();
            for (Cell cell : question.groups()) {
                cells.add(cell.adjustedTo(adjusted.get(at++)));
            }
            all.add(new Question(question.question(), question.everyone(), cells));
        }
        return all;
    }
}

package parallax.release;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parallax.analysis.FrozenAnswers;
import parallax.analysis.StoredEstimate;
import parallax.identity.Actor;
import parallax.item.Items;
import parallax.study.Population;
import parallax.study.Populations;
import parallax.study.Study;

/// Makes releases: decides whose answers come in, what is hidden, and lets the auditor attack it. What the attack
/// gets through, or does not get to the end of, is not published.
@ApplicationScoped
public class ReleaseMaking {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final ContributionsRead contributions;
    private final FrozenAnswers answers;
    private final Populations populations;
    private final Releases releases;
    private final Items items;

    public ReleaseMaking(
            ContributionsRead contributions,
            FrozenAnswers answers,
            Populations populations,
            Releases releases,
            Items items) {
        this.contributions = contributions;
        this.answers = answers;
        this.populations = populations;
        this.releases = releases;
        this.items = items;
    }

    /// The release as it would be now; nothing is stored.
    public ReleaseDraft draft(Study study) {
        int least = LeastGroup.of(study);
        List<Population.Axis> axes = populations.axes(study.id());
        Contributions all = contributions.of(study.id(), axes);
        int number = all.past().size() + 1;
        List<Intake.Candidate> candidates = all.candidates();
        Intake.Seen seen = all.seen();
        Intake.Outcome intake = Intake.of(candidates, seen, least);
        int waiting = candidates.size() - intake.taken().size();
        String refusal = refusal(all, intake, least);
        if (!refusal.isEmpty()) {
            return ReleaseDraft.refused(refusal, least, waiting, number);
        }
        Map<Long, Map<Long, Long>> read = all.with(intake.taken());
        Map<Long, Long> judgments = judgments(all, read);
        FrozenAnswers.Frozen frozen = answers.read(
                study.id(),
                axes.stream().map(Population.Axis::code).toList(),
                judgments.keySet().stream().mapToLong(Long::longValue).toArray());
        List<QuestionCounts> counts =
                frozen.datasets().stream().map(QuestionCounts::of).toList();
        Steps steps = all.steps(read, items.ids(study.id()), unsettled(seen), least);
        Map<String, Map<String, Integer>> people = people(all, read.keySet(), axes);
        var decision = new Decision(least, steps, counts, people, read.size());
        Decision.Decided decided = decision.audited(
                new Auditor(least, PATIENCE), before(study.id(), number - 1), all.changed(intake.taken()));
        return new ReleaseDraft(
                ofAudit(decided.audit()),
                least,
                decided.questions(),
                decided.audit(),
                new ReleaseDraft.Counted(
                        read.isEmpty() ? null : read.size(), waiting, all.changed(intake.taken()), judgments),
                frozen,
                number,
                people);
    }

    /// Makes the release as it is now.
    ///
    /// @param by the installation itself or an account
    /// @return the draft, with the reason where nothing was made
    public ReleaseDraft make(Study study, Release.How how, Actor by) {
        ReleaseDraft draft = draft(study);
        FrozenAnswers.Frozen frozen = draft.frozen();
        if (draft.mayBeMade() && frozen != null) {
            List<StoredEstimate> shown = ShownEstimates.of(answers.estimates(frozen), draft.questions());
            if (!releases.store(study.id(), draft, shown, how, by)) {
                return ReleaseDraft.refused(
                        "Another release was made in the meantime.", draft.least(), 0, draft.number());
            }
        }
        return draft;
    }

    private List<ReleasedQuestion> before(long studyId, int number) {
        return releases.find(studyId, number)
                .map(release -> releases.questions(release.id()))
                .orElse(List.of());
    }

    private static String refusal(Contributions all, Intake.Outcome intake, int least) {
        Contributions.Past last = all.last();
        if (!intake.tooFew().isEmpty()) {
            return "Since the last release, raters took their data back or corrected their group. What they had answered"
                    + " could be told from the difference: a new release needs new answers of " + least
                    + " raters in each of: "
                    + intake.tooFew().stream()
                            .map(Intake.Region::inWords)
                            .sorted()
                            .collect(Collectors.joining("; "))
                    + ".";
        }
        boolean named = !all.now().isEmpty() || (last != null && !last.kept().isEmpty());
        if (last == null) {
            boolean enough =
                    named ? intake.taken().size() >= least : !all.unnamed().isEmpty();
            return enough
                    ? ""
                    : named
                            ? "Fewer than " + least + " raters have judged anything, so that nothing may be shown yet."
                            : "Nobody has judged anything yet.";
        }
        boolean nothingNew = intake.taken().isEmpty() && all.unnamed().equals(last.unnamed());
        return nothingNew
                ? "There is nothing new that may be shown: a release needs new answers of " + least
                        + " raters in every group that it changes."
                : "";
    }

    private static String ofAudit(Audit audit) {
        if (audit.passed()) {
            return "";
        }
        return audit.given().isEmpty()
                ? "The attack on the release did not come to its end in " + PATIENCE.toMinutes()
                        + " minutes, so that it is not known what it would give away."
                : "The attack on the release could tell what must stay hidden: "
                        + audit.given().stream()
                                .limit(5)
                                .map(Audit.Finding::inWords)
                                .collect(Collectors.joining("; "))
                        + ".";
    }

    private static Map<Long, Long> judgments(Contributions all, Map<Long, Map<Long, Long>> read) {
        Map<Long, Long> judgments = new TreeMap<>();
        read.values().forEach(own -> own.forEach((item, judgment) -> judgments.put(judgment, item)));
        all.unnamed().forEach(judgment -> judgments.put(judgment, 0L));
        return judgments;
    }

    private static Set<String> unsettled(Intake.Seen seen) {
        Set<String> axes = new HashSet<>();
        seen.lost().forEach((region, lost) -> {
            if (lost > 0) {
                axes.add(region.axis());
            }
        });
        return axes;
    }

    private static Map<String, Map<String, Integer>> people(
            Contributions all, Set<Long> raters, List<Population.Axis> axes) {
        Map<String, Map<String, Integer>> people = new LinkedHashMap<>();
        for (Population.Axis axis : axes) {
            Map<String, Integer> found = new HashMap<>();
            raters.forEach(
                    rater -> found.merge(String.valueOf(all.groupsOf(rater).get(axis.code())), 1, Integer::sum));
            Map<String, Integer> ordered = new LinkedHashMap<>();
            axis.groups().values().forEach(label -> move(label, found, ordered));
            List.copyOf(new ArrayList<>(found.keySet())).forEach(label -> move(label, found, ordered));
            if (!ordered.isEmpty()) {
                people.put(axis.code(), ordered);
            }
        }
        return people;
    }

    private static void move(String label, Map<String, Integer> from, Map<String, Integer> to) {
        @Nullable Integer raters = from.remove(label);
        if (raters != null) {
            to.put(label, raters);
        }
    }
}

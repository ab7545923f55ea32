package parallax.generation;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.item.Items;
import parallax.store.Sql;
import parallax.study.Studies;

/// Puts the replies of two runs to the same prompts side by side, so that raters compare them: each pair becomes one
/// item, in which A is the first run's reply and B the second's. While the study is a draft they can be taken apart.
@ApplicationScoped
public class Pairing {
    private static final String DRAFTS_ONLY = "Replies can be paired, and taken apart, in a draft only.";

    private final Sql sql;
    private final Studies studies;
    private final GenerationRuns runs;
    private final Items items;
    private final AuditTrail trail;

    public Pairing(Sql sql, Studies studies, GenerationRuns runs, Items items, AuditTrail trail) {
        this.sql = sql;
        this.studies = studies;
        this.runs = runs;
        this.items = items;
        this.trail = trail;
    }

    private record Pair(long first, long second) {}

    /// Two replies go together that answered the same messages, as the same one of several samples. Whatever has no
    /// partner stays an item of its own.
    ///
    /// @return how many pairs were made
    /// @throws IllegalArgumentException if the study has no such runs, or they are one
    /// @throws IllegalStateException if the study is no draft, a run is under way, or nothing goes together
    @Transactional
    public int pair(long studyId, long firstRun, long secondRun, Actor by) {
        requireDraft(studyId);
        runs.hold(studyId); // so that no runner adds a reply meanwhile
        if (firstRun == secondRun) {
            throw new IllegalArgumentException("A run cannot be paired with itself.");
        }
        List<GenerationRuns.Progress> all = runs.ofStudy(studyId);
        for (long run : new long[] {firstRun, secondRun}) {
            GenerationRuns.Progress found = all.stream()
                    .filter(one -> one.id() == run)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("The study has no run " + run + "."));
            if (found.isActive()) {
                throw new IllegalStateException("Run " + run + " still writes replies.");
            }
        }
        List<Pair> pairs = pairs(studyId, firstRun, secondRun);
        if (pairs.isEmpty()) {
            throw new IllegalStateException("Runs " + firstRun + " and " + secondRun
                    + " have no replies to the same prompt that could be paired.");
        }
        items.join(
                studyId,
                pairs.stream().map(Pair::first).toList(),
                pairs.stream().map(Pair::second).toList());
        trail.record(AuditEntry.of(by, AuditAction.ITEMS_PAIRED)
                .inStudy(studyId)
                .about(firstRun)
                .with("second", Long.toString(secondRun)));
        return pairs.size();
    }

    /// @return how many pairs were taken apart
    /// @throws IllegalStateException if the study is no draft
    @Transactional
    public int part(long studyId, Actor by) {
        requireDraft(studyId);
        int parted = items.part(studyId);
        if (parted > 0) {
            trail.record(AuditEntry.of(by, AuditAction.ITEMS_PARTED).inStudy(studyId));
        }
        return parted;
    }

    private void requireDraft(long studyId) {
        if (!studies.holdDraft(studyId)) {
            throw new IllegalStateException(DRAFTS_ONLY);
        }
    }

    private List<Pair> pairs(long studyId, long firstRun, long secondRun) {
        return sql.list(
                row -> new Pair(row.getLong(1), row.getLong(2)),
                """
                with reply as (
                    select i.id, i.position, g.run_id, g.sample, p.messages,
                        row_number() over (partition by g.run_id, p.messages, g.sample order by i.position) as nth
                    from item i join generation g on g.id = i.generation_id join prompt p on p.id = g.prompt_id
                    where i.study_id = :study and g.run_id in (:first, :second) and i.alternative_generation_id is null
                )
                select a.id, b.id from reply a
                join reply b on b.messages = a.messages and b.sample = a.sample and b.nth = a.nth and b.run_id = :second
                where a.run_id = :first order by a.position""",
                bind("study", studyId),
                bind("first", firstRun),
                bind("second", secondRun));
    }
}

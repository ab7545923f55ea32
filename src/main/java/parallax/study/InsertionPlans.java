package parallax.study;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.store.Sql;

/// How often attention items and repeats come between a rater's items. It is decided before raters come.
@ApplicationScoped
public class InsertionPlans {
    private final Sql sql;
    private final Studies studies;
    private final AuditTrail trail;
    /// Of studies that are no drafts any more, where it never changes.
    private final Map<Long, Insertions> decided = new ConcurrentHashMap<>();

    public InsertionPlans(Sql sql, Studies studies, AuditTrail trail) {
        this.sql = sql;
        this.studies = studies;
        this.trail = trail;
    }

    public Insertions of(Study study) {
        return study.isDraft() ? read(study.id()) : decided(study.id());
    }

    /// Of a study that has raters, which is no draft any more.
    public Insertions decided(long studyId) {
        Insertions known = decided.get(studyId);
        if (known == null) {
            known = read(studyId);
            decided.put(studyId, known);
        }
        return known;
    }

    private Insertions read(long studyId) {
        return sql.first(
                        row -> new Insertions(
                                row.getInt("attention_every"), row.getInt("repeat_every"), row.getInt("repeat_after")),
                        "select * from insertion_plan where study_id = :study",
                        bind("study", studyId))
                .orElse(Insertions.NONE);
    }

    /// @return whether the study is still a draft
    @Transactional
    public boolean set(long studyId, Insertions insertions, Actor by) {
        if (!studies.holdDraft(studyId)) {
            return false;
        }
        sql.update(
                """
                insert into insertion_plan (study_id, attention_every, repeat_every, repeat_after)
                values (:study, :attention, :repeat, :after)
                on conflict (study_id) do update set attention_every = excluded.attention_every,
                    repeat_every = excluded.repeat_every, repeat_after = excluded.repeat_after""",
                bind("study", studyId),
                bind("attention", insertions.attentionEvery()),
                bind("repeat", insertions.repeatEvery()),
                bind("after", insertions.repeatAfter()));
        trail.record(AuditEntry.of(by, AuditAction.INSERTIONS_SET)
                .inStudy(studyId)
                .about(studyId)
                .with("attentionEvery", Integer.toString(insertions.attentionEvery()))
                .with("repeatEvery", Integer.toString(insertions.repeatEvery()))
                .with("repeatAfter", Integer.toString(insertions.repeatAfter())));
        return true;
    }
}

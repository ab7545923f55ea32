package parallax.study;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.store.Sql;

/// Which signals of care a study looks at. They are chosen before raters come, who read of each before they
/// agree.
@ApplicationScoped
public class WatchedSignals {
    private static final String HEADING = "How we check that answers were given with care. Nobody is left out by a"
            + " machine for it, and answering differently from others is never held against you.";

    private static final String REPEATS = "A few conversations may come to you a second time.";

    private final Sql sql;
    private final Studies studies;
    private final AuditTrail trail;

    public WatchedSignals(Sql sql, Studies studies, AuditTrail trail) {
        this.sql = sql;
        this.studies = studies;
        this.trail = trail;
    }

    /// From which value on each is raised; without those that the study does not look at.
    public Map<Signal, Double> of(long studyId) {
        Map<Signal, Double> watched = new EnumMap<>(Signal.class);
        sql.list(
                row -> watched.put(Signal.of(row.getString("signal")).orElseThrow(), row.getDouble("at_least")),
                "select signal, at_least from study_signal where study_id = :study",
                bind("study", studyId));
        return Collections.unmodifiableMap(watched);
    }

    /// Whether what is looked at can still be chosen: raters who agreed were told what it is. Of a study as
    /// it was imported whoever collected it knows what raters were told.
    public static boolean mayChange(Study study) {
        return study.isDraft() || study.isAsImported();
    }

    /// @param watched from which value on each is raised; without those that the study does not look at
    /// @return whether they could still be chosen
    @Transactional
    public boolean set(long studyId, Map<Signal, Double> watched, Actor by) {
        studies.hold(studyId);
        if (!mayChange(Study.findById(studyId))) {
            return false;
        }
        sql.update("delete from study_signal where study_id = :study", bind("study", studyId));
        watched.forEach((signal, limit) -> sql.update(
                "insert into study_signal (study_id, signal, at_least) values (:study, :signal, :limit)",
                bind("study", studyId),
                bind("signal", signal.word()),
                bind("limit", limit)));
        AuditEntry entry =
                AuditEntry.of(by, AuditAction.SIGNALS_SET).inStudy(studyId).about(studyId);
        for (Map.Entry<Signal, Double> one : watched.entrySet()) {
            entry = entry.with(one.getKey().word(), String.valueOf(one.getValue()));
        }
        trail.record(entry);
        return true;
    }

    /// What raters read of it before they agree, as the last paragraphs of the statement; empty where the
    /// study looks at nothing.
    public String disclosure(long studyId) {
        var sentences = new ArrayList<>(
                of(studyId).keySet().stream().map(Signal::disclosure).toList());
        if (repeatsItems(studyId)) {
            sentences.add(REPEATS);
        }
        return sentences.isEmpty() ? "" : "\n\n" + HEADING + "\n\n" + String.join("\n", sentences);
    }

    private boolean repeatsItems(long studyId) {
        return sql.number(
                        "select count(*) from insertion_plan where study_id = :study and repeat_every > 0",
                        bind("study", studyId))
                > 0;
    }
}

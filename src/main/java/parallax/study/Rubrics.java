package parallax.study;

import static parallax.store.Sql.bind;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import parallax.store.Sql;

/// Rubrics as stored. A locked rubric never changes, so it is read once.
@ApplicationScoped
public class Rubrics {
    private static final Duration NOTICED_WITHIN = Duration.ofSeconds(1);

    private final Sql sql;
    private final Clock clock;
    private final Map<Long, StoredRubric> locked = new ConcurrentHashMap<>();
    private final Cache<Long, StoredRubric> newest =
            Caffeine.newBuilder().expireAfterWrite(NOTICED_WITHIN).build();

    public Rubrics(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// The newest version of a study's rubric. Once it is locked, a newer one is noticed within a second.
    public StoredRubric ofStudy(long studyId) {
        StoredRubric known = newest.getIfPresent(studyId);
        return known == null ? read(studyId) : known;
    }

    /// Makes the study's rubric what it will always be.
    public void lock(long studyId) {
        sql.update(
                "update rubric set locked_at = :now where study_id = :study and locked_at is null",
                bind("now", clock.instant()),
                bind("study", studyId));
    }

    private StoredRubric read(long studyId) {
        record Newest(long id, boolean isLocked) {}
        Newest found = sql.first(
                        row -> new Newest(row.getLong("id"), row.getObject("locked_at") != null),
                        "select id, locked_at from rubric where study_id = :study order by version desc limit 1",
                        bind("study", studyId))
                .orElseThrow(() -> new IllegalStateException("study " + studyId + " has no rubric"));
        if (!found.isLocked()) {
            return load(found.id());
        }
        StoredRubric rubric = locked(found.id());
        newest.put(studyId, rubric);
        return rubric;
    }

    /// Two threads may both load it, but neither waits for the other: they may hold connections that the
    /// other needs.
    private StoredRubric locked(long rubricId) {
        StoredRubric known = locked.get(rubricId);
        if (known == null) {
            known = load(rubricId);
            locked.put(rubricId, known);
        }
        return known;
    }

    private StoredRubric load(long rubricId) {
        return sql.work(connection -> RubricRows.read(connection, rubricId));
    }
}

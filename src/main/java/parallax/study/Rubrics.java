package parallax.study;

import static parallax.store.Sql.bind;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parallax.store.Sql;

/// Rubrics as stored. A locked rubric never changes, so it is read once.
@ApplicationScoped
public class Rubrics {
    private static final Duration NOTICED_WITHIN = Duration.ofSeconds(1);

    private final Sql sql;
    private final Clock clock;
    private final Map<Long, Rubric> locked = new ConcurrentHashMap<>();
    private final Cache<Long, Rubric> newest =
            Caffeine.newBuilder().expireAfterWrite(NOTICED_WITHIN).build();

    public Rubrics(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// The newest version of a study's rubric. Once it is locked, a newer one is noticed within a second.
    public Rubric ofStudy(long studyId) {
        Rubric known = newest.getIfPresent(studyId);
        return known == null ? read(studyId) : known;
    }

    /// Makes the study's rubric what it will always be.
    public void lock(long studyId) {
        sql.update(
                "update rubric set locked_at = :now where study_id = :study and locked_at is null",
                bind("now", clock.instant()),
                bind("study", studyId));
    }

    private Rubric read(long studyId) {
        record Newest(long id, boolean isLocked) {}
        Newest found = sql.first(
                        row -> new Newest(row.getLong("id"), row.getObject("locked_at") != null),
                        "select id, locked_at from rubric where study_id = :study order by version desc limit 1",
                        bind("study", studyId))
                .orElseThrow(() -> new IllegalStateException("study " + studyId + " has no rubric"));
        if (!found.isLocked()) {
            return load(found.id());
        }
        Rubric rubric = locked(found.id());
        newest.put(studyId, rubric);
        return rubric;
    }

    /// Two threads may both load it, but neither waits for the other: they may hold connections that the
    /// other needs.
    private Rubric locked(long rubricId) {
        Rubric known = locked.get(rubricId);
        if (known == null) {
            known = load(rubricId);
            locked.put(rubricId, known);
        }
        return known;
    }

    private Rubric load(long rubricId) {
        Map<Long, List<Rubric.Option>> options = options(rubricId);
        Map<Long, List<Rubric.Question>> questions = sql
                .list(
                        row -> Map.entry(row.getLong("question_group_id"), question(row, options)),
                        "select * from question where rubric_id = :rubric order by position",
                        bind("rubric", rubricId))
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        List<Rubric.Group> groups = sql.list(
                row -> new Rubric.Group(
                        row.getString("title"),
                        row.getString("guidance"),
                        questions.getOrDefault(row.getLong("id"), List.of())),
                "select id, title, guidance from question_group where rubric_id = :rubric order by position",
                bind("rubric", rubricId));
        return sql.one(
                row -> new Rubric(rubricId, row.getInt("version"), row.getString("title"), groups),
                "select version, title from rubric where id = :rubric",
                bind("rubric", rubricId));
    }

    private Map<Long, List<Rubric.Option>> options(long rubricId) {
        record Row(long questionId, Rubric.Option option) {}
        List<Row> rows =
                sql.list(row -> new Row(row.getLong("question_id"), option(row)), """
                select o.* from answer_option o join question q on q.id = o.question_id
                where q.rubric_id = :rubric order by o.question_id, o.position""", bind("rubric", rubricId));
        return rows.stream()
                .collect(Collectors.groupingBy(
                        Row::questionId, Collectors.mapping(Row::option, Collectors.toCollection(ArrayList::new))));
    }

    private static Rubric.Option option(ResultSet row) throws SQLException {
        return new Rubric.Option(
                row.getInt("position"),
                row.getString("code"),
                row.getString("label"),
                reading(row.getString("reading")),
                row.getObject("value", Double.class));
    }

    private static Rubric.@Nullable Reading reading(@Nullable String word) {
        return word == null ? null : Rubric.Reading.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static Rubric.Question question(ResultSet row, Map<Long, List<Rubric.Option>> options) throws SQLException {
        long id = row.getLong("id");
        Long gate = row.getObject("gate_question_id", Long.class);
        return new Rubric.Question(
                id,
                row.getString("code"),
                row.getString("prompt"),
                row.getString("definition"),
                row.getString("positive_example"),
                row.getString("negative_example"),
                Rubric.Kind.of(row.getString("kind")),
                row.getBoolean("required"),
                row.getBoolean("feeds_overall"),
                row.getBoolean("derived"),
                gate == null ? null : new Rubric.Gate(gate, row.getInt("gate_position")),
                options.getOrDefault(id, List.of()));
    }
}

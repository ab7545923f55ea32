package parallax.study;

import static parallax.store.Sql.bind;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parallax.store.Sql;
import parallax.study.Rubric.Group;

/// Rubrics as rows, in the caller's transaction.
public final class RubricRows {
    private RubricRows() {}

    /// Inserts the rubric with its groups, questions and options.
    ///
    /// @return the rubric's id
    public static long insert(Connection connection, long studyId, int version, Rubric rubric, Instant now)
            throws SQLException {
        long rubricId = inserted(
                connection,
                "insert into rubric (study_id, version, title, created_at) values (:study, :version, :title, :now) returning id",
                bind("study", studyId),
                bind("version", version),
                bind("title", rubric.title()),
                bind("now", now));
        int position = 0;
        for (int g = 0; g < rubric.groups().size(); g++) {
            Group group = rubric.groups().get(g);
            long groupId = inserted(
                    connection,
                    """
                    insert into question_group (rubric_id, position, title, guidance, at_once)
                    values (:rubric, :position, :title, :guidance, :at_once) returning id""",
                    bind("rubric", rubricId),
                    bind("position", g),
                    bind("title", group.title()),
                    bind("guidance", group.guidance()),
                    bind("at_once", group.atOnce() == Rubric.AtOnce.SAFE ? "safe" : null));
            for (Question question : group.questions()) {
                insert(connection, new Place(rubricId, groupId, position++), question);
            }
        }
        return rubricId;
    }

    private record Place(long rubricId, long groupId, int position) {}

    /// What only some types have; null for the others.
    private record Own(
            @Nullable Integer least,
            @Nullable Integer most,
            @Nullable String none,
            @Nullable Integer from,
            @Nullable Integer longest,
            @Nullable String about) {
        private static final Own NOTHING = new Own(null, null, null, null, null, null);

        static Own of(Question question) {
            return switch (question) {
                case SingleChoice choice -> NOTHING;
                case Derived derived -> NOTHING;
                case Pairwise pairwise -> NOTHING;
                case OrdinalScale scale -> new Own(null, null, null, scale.from(), null, null);
                case SeveralOptions several ->
                    new Own(
                            several.selection().least(),
                            several.selection().most(),
                            several.selection().none(),
                            null,
                            null,
                            null);
                case FreeText text -> new Own(null, null, null, null, text.longest(), null);
                case Reason reason -> new Own(null, null, null, null, reason.longest(), reason.about());
            };
        }
    }

    private static void insert(Connection connection, Place place, Question question) throws SQLException {
        Wording wording = question.wording();
        Asking asking = question.ifAsked().orElse(Asking.ALONE);
        Asking.Gate gate = asking.gate();
        List<AnswerOption> offered = question.options();
        Own own = Own.of(question);
        inserted(
                connection,
                """
                with q as (
                    insert into question (rubric_id, question_group_id, position, code, prompt, definition,
                                          positive_example, negative_example, kind, required, feeds_overall, derived,
                                          gate_question_id, least, most, longest, about_question_id)
                    values (:rubric, :group, :position, :code, :prompt, :definition,
                            :positive, :negative, :kind, :required, :feeds_overall, :derived,
                            (select id from question where rubric_id = :rubric and code = :gate),
                            :least, :most, :longest,
                            (select id from question where rubric_id = :rubric and code = :about))
                    returning id, gate_question_id
                ), options as (
                    insert into answer_option (question_id, position, code, label, reading, excludes_others, value)
                    select q.id, o.number - 1, o.code, o.label, o.reading, o.code is not distinct from :none,
                           :from::int + o.number - 1
                    from q, unnest(:codes::text[], :labels::text[], :readings::text[]) with ordinality
                        as o (code, label, reading, number)
                ), gates as (
                    insert into gate_option (question_id, gate_question_id, position)
                    select q.id, q.gate_question_id, g.position from q, unnest(:opening::int[]) as g (position)
                )
                select id from q""",
                bind("rubric", place.rubricId),
                bind("group", place.groupId),
                bind("position", place.position),
                bind("code", question.code()),
                bind("prompt", wording.prompt()),
                bind("definition", wording.definition()),
                bind("positive", wording.positive()),
                bind("negative", wording.negative()),
                bind("kind", question.type()),
                bind("required", asking.required()),
                bind("feeds_overall", asking.feeding()),
                bind("derived", !question.isAsked()),
                bind("gate", gate == null ? null : gate.question()),
                bind(
                        "opening",
                        gate == null
                                ? new int[0]
                                : gate.positions().stream()
                                        .mapToInt(Integer::intValue)
                                        .toArray()),
                bind("least", own.least),
                bind("most", own.most),
                bind("none", own.none),
                bind("from", own.from),
                bind("longest", own.longest),
                bind("about", own.about),
                bind("codes", offered.stream().map(AnswerOption::code).toArray(String[]::new)),
                bind("labels", offered.stream().map(AnswerOption::label).toArray(String[]::new)),
                bind(
                        "readings",
                        offered.stream()
                                .map(o ->
                                        o.reading() == null ? null : o.reading().word())
                                .toArray(String[]::new)));
    }

    private static long inserted(Connection connection, String sql, Sql.Binding... bindings) throws SQLException {
        try (var insert = Sql.prepared(connection, sql, bindings);
                var row = insert.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /// The newest version of a study's rubric.
    public static StoredRubric newest(Connection connection, long studyId) throws SQLException {
        List<Long> found = list(
                connection,
                row -> row.getLong(1),
                "select id from rubric where study_id = :study order by version desc limit 1",
                bind("study", studyId));
        if (found.isEmpty()) {
            throw new IllegalStateException("study " + studyId + " has no rubric");
        }
        return read(connection, found.getFirst());
    }

    static StoredRubric read(Connection connection, long rubricId) throws SQLException {
        Map<Long, List<AnswerOption>> options = options(connection, rubricId);
        Map<String, Long> ids = new HashMap<>();
        Map<Long, List<Question>> questions = new HashMap<>();
        for (Read read : list(
                connection,
                row -> new Read(
                        row.getLong("id"),
                        row.getLong("question_group_id"),
                        question(row, options.getOrDefault(row.getLong("id"), List.of()))),
                """
                select q.*, g.code as gate, a.code as about,
                    (select array_agg(o.position order by o.position) from gate_option o where o.question_id = q.id) as opening,
                    (select o.code from answer_option o where o.question_id = q.id and o.excludes_others) as none,
                    (select min(o.value)::int from answer_option o where o.question_id = q.id) as first_point
                from question q left join question g on g.id = q.gate_question_id
                left join question a on a.id = q.about_question_id
                where q.rubric_id = :rubric order by q.position""",
                bind("rubric", rubricId))) {
            ids.put(read.question.code(), read.id);
            questions.computeIfAbsent(read.groupId, group -> new ArrayList<>()).add(read.question);
        }
        List<Group> groups = list(
                connection,
                row -> new Group(
                        row.getString("title"),
                        row.getString("guidance"),
                        questions.getOrDefault(row.getLong("id"), List.of()),
                        row.getString("at_once") == null ? Rubric.AtOnce.NOTHING : Rubric.AtOnce.SAFE),
                "select id, title, guidance, at_once from question_group where rubric_id = :rubric order by position",
                bind("rubric", rubricId));
        return list(
                        connection,
                        row -> new StoredRubric(
                                rubricId, row.getInt("version"), new Rubric(row.getString("title"), groups), ids),
                        "select version, title from rubric where id = :rubric",
                        bind("rubric", rubricId))
                .getFirst();
    }

    private record Read(long id, long groupId, Question question) {}

    private static Map<Long, List<AnswerOption>> options(Connection connection, long rubricId) throws SQLException {
        Map<Long, List<AnswerOption>> options = new HashMap<>();
        list(
                connection,
                row -> {
                    List<AnswerOption> own =
                            options.computeIfAbsent(row.getLong("question_id"), question -> new ArrayList<>());
                    if (row.getInt("position") != own.size()) {
                        throw new IllegalStateException(
                                "question " + row.getLong("question_id") + " lacks option " + own.size());
                    }
                    return own.add(new AnswerOption(
                            row.getString("code"), row.getString("label"), reading(row.getString("reading"))));
                },
                """
                select o.* from answer_option o join question q on q.id = o.question_id
                where q.rubric_id = :rubric order by o.question_id, o.position""",
                bind("rubric", rubricId));
        return options;
    }

    private static Question question(ResultSet row, List<AnswerOption> options) throws SQLException {
        String code = row.getString("code");
        Wording wording = new Wording(
                row.getString("prompt"),
                row.getString("definition"),
                row.getString("positive_example"),
                row.getString("negative_example"));
        if (row.getBoolean("derived")) {
            return new Derived(code, wording, options);
        }
        return switch (row.getString("kind")) {
            case SingleChoice.TYPE -> new SingleChoice(code, wording, options, asking(row));
            case MultipleChoice.TYPE -> new MultipleChoice(code, wording, options, selection(row), asking(row));
            case ResponseSet.TYPE -> new ResponseSet(code, wording, options, selection(row), asking(row));
            case OrdinalScale.TYPE -> new OrdinalScale(code, wording, options, row.getInt("first_point"), asking(row));
            case Pairwise.TYPE -> Pairwise.of(code, wording, options, asking(row));
            case FreeText.TYPE -> new FreeText(code, wording, row.getInt("longest"), asking(row));
            case Reason.TYPE -> new Reason(code, wording, row.getInt("longest"), row.getString("about"), asking(row));
            default -> throw new IllegalStateException("question " + row.getLong("id") + " cannot be asked yet");
        };
    }

    private static Selection selection(ResultSet row) throws SQLException {
        return new Selection(row.getInt("least"), row.getInt("most"), row.getString("none"));
    }

    private static Asking asking(ResultSet row) throws SQLException {
        String gate = row.getString("gate");
        return new Asking(
                row.getBoolean("required"),
                row.getBoolean("feeds_overall"),
                gate == null ? null : new Asking.Gate(gate, opening(row)));
    }

    private static Set<Integer> opening(ResultSet row) throws SQLException {
        Array positions = row.getArray("opening");
        Object[] held = positions == null ? new Object[0] : (Object[]) positions.getArray();
        return Arrays.stream(held)
                .map(position -> ((Number) position).intValue())
                .collect(Collectors.toSet());
    }

    private static @Nullable Reading reading(@Nullable String word) {
        return word == null ? null : Reading.of(word);
    }

    private static <T> List<T> list(Connection connection, Sql.RowReader<T> row, String sql, Sql.Binding... bindings)
            throws SQLException {
        try (var statement = Sql.prepared(connection, sql, bindings);
                var found = statement.executeQuery()) {
            List<T> rows = new ArrayList<>();
            while (found.next()) {
                rows.add(row.read(found));
            }
            return rows;
        }
    }
}

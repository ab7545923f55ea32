package parallax.dataset.imports;

import static parallax.store.Sql.bind;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import parallax.dataset.file.ImportedItem;
import parallax.dataset.file.ItemCatalog;
import parallax.dataset.table.FileRefused;
import parallax.dataset.table.Notes;
import parallax.dataset.table.Problems;
import parallax.dataset.table.Sentences;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.item.Turn;
import parallax.store.Sql;
import parallax.study.AnswerOption;
import parallax.study.Rubrics;
import parallax.study.StoredQuestion;
import parallax.study.StoredRubric;
import parallax.study.Studies;
import parallax.study.Study;

/// Adds the judgments of a file to a study that has the items, the questions and the groups already.
/// What is stored already counts once; what contradicts it is refused.
@ApplicationScoped
public class JoiningImport {
    private static final Duration LIMIT = Duration.ofHours(2);

    private final Sql sql;
    private final Clock clock;
    private final Studies studies;
    private final Rubrics rubrics;
    private final JoiningRaters joining;
    private final AuditTrail trail;

    public JoiningImport(
            Sql sql, Clock clock, Studies studies, Rubrics rubrics, JoiningRaters joining, AuditTrail trail) {
        this.sql = sql;
        this.clock = clock;
        this.studies = studies;
        this.rubrics = rubrics;
        this.joining = joining;
        this.trail = trail;
    }

    /// What was read and checked.
    ///
    /// @param items ids of the study's items, in the catalog's order
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Checked(
            Study study,
            ImportRequest request,
            RatingsSurvey survey,
            StoredRubric rubric,
            long[] items,
            List<ImportReport.ColumnFate> columns) {}

    /// A file contradicts what is stored; takes everything back.
    private static final class Contradicting extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient FileRefused refused;

        Contradicting(FileRefused refused) {
            super(refused);
            this.refused = refused;
        }
    }

    /// @throws FileRefused with every mistake found, up to a limit; nothing has been stored
    /// @throws IllegalStateException if the study is a draft, whose items and questions may still change
    public ImportReport run(long studyId, ImportRequest request, ImportProgress progress) throws FileRefused {
        Study study = Study.findById(studyId);
        if (study.isDraft()) {
            throw new IllegalStateException(
                    "Publish the study first: the items and questions of a draft may still change.");
        }
        Problems problems = new Problems();
        Notes notes = new Notes();
        Map<Long, ImportedItem> stored = items(studyId);
        ItemCatalog catalog = new ItemCatalog("the study");
        stored.values().forEach(catalog::add);
        StoredRubric rubric = rubrics.ofStudy(studyId);
        Checked checked;
        try (RatingsTable ratings = RatingsTable.open(request, problems, notes)) {
            String file = ratings.file().name();
            if (ratings.columns().ratersKnown() != study.ratersKnown()) {
                throw problems.fatal(
                        file,
                        1,
                        null,
                        study.ratersKnown()
                                ? "the study knows its raters, so the file must name them: --rater-column names the column"
                                : "the study does not know its raters, and this file does");
            }
            RatingsSurvey survey =
                    new RatingsSurvey(ratings, catalog, request.rules().repeats(), problems, notes);
            survey.readAll(progress);
            checkAnswers(file, survey.answers(), rubric, problems);
            problems.refuseIfAny();
            long[] ids = stored.keySet().stream().mapToLong(Long::longValue).toArray();
            checked = new Checked(study, request, survey, rubric, ids, ratings.fates());
        }
        try {
            return QuarkusTransaction.requiringNew()
                    .timeout((int) LIMIT.toSeconds())
                    .call(() -> store(checked, progress, problems, notes));
        } catch (Contradicting contradicting) {
            throw contradicting.refused;
        }
    }

    /// By their ids, in their order.
    private Map<Long, ImportedItem> items(long studyId) {
        Map<Long, String> codes = new LinkedHashMap<>();
        sql.list(
                row -> codes.put(row.getLong(1), row.getString(2)),
                "select id, code from item where study_id = :study order by position",
                bind("study", studyId));
        Map<Long, List<Turn>> turns = new HashMap<>();
        sql.list(
                row -> turns.computeIfAbsent(row.getLong(1), id -> new ArrayList<>())
                        .add(new Turn(Turn.Speaker.of(row.getString(2)), row.getString(3))),
                """
                select t.item_id, t.speaker, t.content from turn t join item i on i.id = t.item_id
                where i.study_id = :study order by t.item_id, t.position""",
                bind("study", studyId));
        Map<Long, ImportedItem> items = new LinkedHashMap<>();
        codes.forEach((id, code) ->
                items.put(id, new ImportedItem(items.size(), code, "", turns.getOrDefault(id, List.of()), Map.of())));
        return items;
    }

    private static void checkAnswers(String file, AnswerSheet answers, StoredRubric rubric, Problems problems)
            throws FileRefused {
        for (AnswerSheet.Sheet sheet : answers.questions()) {
            Optional<StoredQuestion> question = rubric.question(sheet.code());
            long first = sheet.values().values().stream()
                    .mapToLong(AnswerSheet.Occurrence::firstLine)
                    .min()
                    .orElse(0);
            if (question.isEmpty()) {
                problems.add(
                        file,
                        first,
                        null,
                        "the study has no question '" + sheet.code() + "'; it has: "
                                + Sentences.listed(rubric.questions()
                                        .map(StoredQuestion::code)
                                        .toList()));
                continue;
            }
            List<String> options =
                    question.get().options().stream().map(AnswerOption::code).toList();
            for (Map.Entry<String, AnswerSheet.Occurrence> value :
                    sheet.values().entrySet()) {
                if (value.getValue().count() > 0 && !options.contains(value.getKey())) {
                    problems.add(
                            file,
                            value.getValue().firstLine(),
                            null,
                            Sentences.notAnOption(
                                    value.getKey(), value.getValue().count(), options));
                }
            }
        }
    }

    private ImportReport store(Checked checked, ImportProgress progress, Problems problems, Notes notes) {
        Study study = checked.study;
        studies.hold(study.id());
        JoiningRaters.Joined raters;
        try {
            raters = joining.join(study, checked.survey, fileName(checked), problems, notes);
        } catch (FileRefused refused) {
            throw new Contradicting(refused);
        }
        long[] stored = sql.work(connection -> storeJudgments(connection, checked, raters, problems, notes, progress));
        sql.update(
                """
                update participation p set submitted = n.judgments
                from (select participation_id, count(*) as judgments from judgment
                      where study_id = :study and current and participation_id = any (:raters) group by participation_id) n
                where p.id = n.participation_id""",
                bind("study", study.id()),
                bind("raters", Arrays.stream(raters.participations()).boxed().toArray(Long[]::new)));
        trail.record(AuditEntry.of(Actor.system(), AuditAction.JUDGMENTS_IMPORTED)
                .inStudy(study.id())
                .about(study.id())
                .with("judgments", String.valueOf(stored[0])));
        return new ImportReport(
                study.id(),
                study.code(),
                checked.survey.columns().layout(),
                new ImportReport.Stored(0, raters.added(), (int) stored[0], stored[1]),
                study.ratersKnown(),
                checked.columns,
                notes.lines());
    }

    private static String fileName(Checked checked) {
        return checked.request.ratings().name();
    }

    /// @return how many judgments and answers
    private long[] storeJudgments(
            Connection connection,
            Checked checked,
            JoiningRaters.Joined raters,
            Problems problems,
            Notes notes,
            ImportProgress progress)
            throws SQLException {
        StoredStudy study = StoredStudy.of(checked.study, checked.rubric);
        JudgmentRows rows = new JudgmentRows(
                connection, study, checked.survey, checked.items, raters.participations(), clock.instant(), progress);
        rows.leaveItemsOut();
        if (checked.study.ratersKnown()) {
            passOverStored(checked, raters, rows, problems, notes);
        } else {
            notes.add("nobody knows the raters, so it cannot be told whether these judgments are stored already");
        }
        try (RatingsTable ratings = RatingsTable.open(checked.request, new Problems(), new Notes())) {
            rows.insertJudgments(ratings.file());
        } catch (FileRefused changed) {
            throw new IllegalStateException("the file was changed while it was being imported", changed);
        }
        return new long[] {rows.kept(), rows.insertAnswers()};
    }

    /// Where the same rater has judged the same item already: once if the answers are the same, refused
    /// if not.
    private void passOverStored(
            Checked checked, JoiningRaters.Joined raters, JudgmentRows rows, Problems problems, Notes notes) {
        Map<List<Long>, byte[]> stored = new HashMap<>();
        sql.list(
                row -> stored.put(List.of(row.getLong(1), row.getLong(2), row.getLong(3)), row.getBytes(4)),
                """
                select participation_id, item_id, occasion, content_hash from judgment
                where study_id = :study and current and participation_id = any (:raters)""",
                bind("study", checked.study.id()),
                bind("raters", Arrays.stream(raters.participations()).boxed().toArray(Long[]::new)));
        Map<Integer, List<Long>> again = new TreeMap<>();
        checked.survey.judgments().forEach((key, judgment) -> {
            List<Long> place =
                    List.of(raters.participations()[key.rater()], checked.items[key.item()], (long) key.occasion());
            if (stored.containsKey(place)) {
                again.put(judgment, place);
            }
        });
        try {
            for (Map.Entry<Integer, List<Long>> judgment : again.entrySet()) {
                long line = checked.survey.line(judgment.getKey());
                if (Arrays.equals(stored.get(judgment.getValue()), rows.contentHash(judgment.getKey()))) {
                    notes.add("the same judgment is stored already; counted once", line);
                    rows.passOver(judgment.getKey());
                } else {
                    problems.add(
                            fileName(checked), line, null, "the study has another judgment of this item by this rater");
                }
            }
            problems.refuseIfAny();
        } catch (FileRefused refused) {
            throw new Contradicting(refused);
        }
    }
}

package parallax.dataset.imports;

import static parallax.store.Sql.bind;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.dataset.DicesHeaders;
import parallax.dataset.Written;
import parallax.dataset.file.ImportedItem;
import parallax.dataset.file.ItemCatalog;
import parallax.dataset.file.ItemsFile;
import parallax.dataset.table.FileRefused;
import parallax.dataset.table.FileSource;
import parallax.dataset.table.Notes;
import parallax.dataset.table.Problems;
import parallax.dataset.table.Sentences;
import parallax.dataset.table.TableFile;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.rater.Participations;
import parallax.store.Sql;
import parallax.study.AnswerOption;
import parallax.study.Populations;
import parallax.study.Rubric;
import parallax.study.Rubrics;
import parallax.study.Study;
import parallax.study.StudyDesign;

/// Makes a closed study out of a file of ratings: the file is read once to check it and once to store
/// it, and everything is stored or nothing.
@ApplicationScoped
public class Importer {
    private static final Duration LIMIT = Duration.ofHours(2);

    private final Sql sql;
    private final Clock clock;
    private final StudyDesign design;
    private final Rubrics rubrics;
    private final Populations populations;
    private final Participations participants;
    private final AuditTrail trail;

    public Importer(
            Sql sql,
            Clock clock,
            StudyDesign design,
            Rubrics rubrics,
            Populations populations,
            Participations participants,
            AuditTrail trail) {
        this.sql = sql;
        this.clock = clock;
        this.design = design;
        this.rubrics = rubrics;
        this.populations = populations;
        this.participants = participants;
        this.trail = trail;
    }

    /// @throws FileRefused with every mistake found, up to a limit; nothing has been stored
    public ImportReport run(ImportRequest request, ImportProgress progress) throws FileRefused {
        Problems problems = new Problems();
        Notes notes = new Notes();
        FileSource itemsFile = request.items();
        ItemCatalog items = itemsFile == null
                ? null
                : ItemsFile.read(
                        itemsFile, request.rules().form(), request.rules().texts(), problems, notes);
        Checked checked;
        try (RatingsTable ratings = RatingsTable.open(request, problems, notes)) {
            TableFile file = ratings.file();
            RatingColumns columns = ratings.columns();
            refuseWithoutConversations(file, columns, items, problems);
            RatingsSurvey survey =
                    new RatingsSurvey(ratings, items, request.rules().repeats(), problems, notes);
            survey.readAll(progress);
            if (request.asked().options().isEmpty()
                    || survey.answers().questions().isEmpty()) {
                problems.refuseIfAny(); // the rows that are left would say little of which answers there are
            }
            Rubric rubric =
                    ImportedRubric.of(request, columns.layout(), survey.answers(), file.name(), problems, notes);
            checkGold(file, survey.items(), rubric, problems);
            new DerivedAnswers(rubric, survey.answers()).compare(survey, notes);
            checked = new Checked(request, survey, rubric, ratings.fates());
        }
        return QuarkusTransaction.requiringNew()
                .timeout((int) LIMIT.toSeconds())
                .call(() -> store(checked, progress, notes));
    }

    private record Checked(
            ImportRequest request, RatingsSurvey survey, Rubric rubric, List<ImportReport.ColumnFate> columns) {}

    /// What becomes of each column, and how the first rows are read; nothing is stored, and only what
    /// the header can show is checked.
    ///
    /// @throws FileRefused where the columns are not there
    public ImportGlance glance(ImportRequest request) throws FileRefused {
        Notes notes = new Notes();
        try (RatingsTable ratings = RatingsTable.open(request, new Problems(), notes)) {
            return ImportGlance.of(ratings, notes);
        }
    }

    private static void refuseWithoutConversations(
            TableFile file, RatingColumns columns, @Nullable ItemCatalog items, Problems problems) throws FileRefused {
        boolean inRows = columns.conversation().stream()
                .anyMatch(column -> List.of("response", "turns").contains(column.name()));
        if (items == null && !inRows) {
            throw problems.fatal(
                    file.name(),
                    1,
                    null,
                    "no column holds the response: name it with --response-column, or the items file with --items");
        }
    }

    private static void checkGold(TableFile file, ItemCatalog items, Rubric rubric, Problems problems)
            throws FileRefused {
        var question = rubric.questions()
                .filter(q -> q.code().equals(DicesHeaders.GOLD_QUESTION))
                .findFirst();
        if (question.isEmpty()) {
            return;
        }
        var offered = question.get().options().stream().map(AnswerOption::code).toList();
        for (ImportedItem item : items.items()) {
            String gold = item.written("safety_gold");
            if (!Written.isMissing(gold) && !offered.contains(gold)) {
                problems.add(file.name(), 0, "safety_gold", Sentences.labelNotAnOption(item.code(), gold, offered));
            }
        }
        problems.refuseIfAny();
    }

    private ImportReport store(Checked checked, ImportProgress progress, Notes notes) {
        RatingsSurvey survey = checked.survey;
        Instant now = clock.instant();
        StoredStudy study = storeStudy(checked);
        long[] participations = survey.columns().ratersKnown()
                ? new DemographicRows(sql, study, survey.raters()).insert(populations, participants)
                : new long[0];
        long answers =
                sql.work(connection -> storeJudgments(connection, checked, study, participations, now, progress));
        sql.update("""
                update participation p set submitted = n.judgments
                from (select participation_id, count(*) as judgments
                      from judgment where study_id = :study and current group by participation_id) n
                where p.id = n.participation_id""", bind("study", study.id()));
        // without fresh statistics the planner takes the new rows for a handful and counts them in a nested loop
        sql.update("analyze study, item, participation, group_membership, judgment, answer");
        trail.record(AuditEntry.of(Actor.system(), AuditAction.STUDY_IMPORTED)
                .inStudy(study.id())
                .about(study.id()));
        return new ImportReport(
                study.id(),
                study.code(),
                survey.columns().layout(),
                new ImportReport.Stored(
                        survey.items().size(),
                        survey.raters().size(),
                        survey.judgments().size(),
                        answers),
                survey.columns().ratersKnown(),
                checked.columns,
                notes.lines());
    }

    private StoredStudy storeStudy(Checked checked) {
        RatingsSurvey survey = checked.survey;
        Study study = design.storeClosed(
                new StudyDesign.Collected(
                        checked.request.title(),
                        "Imported from " + checked.request.ratings().name(),
                        "Imported conversations may be offensive or upsetting.",
                        survey.columns().ratersKnown(),
                        survey.occasions(),
                        survey.columns().layout().code()),
                checked.rubric);
        return StoredStudy.of(study, rubrics.ofStudy(study.id()));
    }

    private static long storeJudgments(
            Connection connection,
            Checked checked,
            StoredStudy study,
            long[] participations,
            Instant now,
            ImportProgress progress)
            throws SQLException {
        RatingsSurvey survey = checked.survey;
        long[] items = ItemRows.insert(connection, study, survey.items());
        JudgmentRows rows = new JudgmentRows(connection, study, survey, items, participations, now, progress);
        try (RatingsTable ratings = RatingsTable.open(checked.request, new Problems(), new Notes())) {
            rows.insertJudgments(ratings.file());
        } catch (FileRefused changed) {
            throw new IllegalStateException("the file was changed while it was being imported", changed);
        }
        return rows.insertAnswers();
    }
}

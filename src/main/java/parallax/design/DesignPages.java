package parallax.design;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import parallax.dataset.items.ItemUploads;
import parallax.generation.GenerationRuns;
import parallax.generation.Models;
import parallax.item.Items;
import parallax.store.Sql;
import parallax.study.AnswerOption;
import parallax.study.Invitations;
import parallax.study.Populations;
import parallax.study.Question;
import parallax.study.Rubrics;
import parallax.study.SingleChoice;
import parallax.study.StoredRubric;
import parallax.study.Study;
import parallax.study.StudyAccess;

/// Makes the design page of a study.
@ApplicationScoped
public class DesignPages {
    private final Sql sql;
    private final Items items;
    private final GenerationRuns runs;
    private final Models models;
    private final ItemUploads uploads;
    private final Populations populations;
    private final Publication publication;
    private final Rubrics rubrics;
    private final PlanParts planParts;
    private final Invitations invitations;

    public DesignPages(
            Sql sql,
            Items items,
            GenerationRuns runs,
            Models models,
            ItemUploads uploads,
            Populations populations,
            Publication publication,
            Rubrics rubrics,
            PlanParts planParts,
            Invitations invitations) {
        this.sql = sql;
        this.items = items;
        this.runs = runs;
        this.models = models;
        this.uploads = uploads;
        this.populations = populations;
        this.publication = publication;
        this.rubrics = rubrics;
        this.planParts = planParts;
        this.invitations = invitations;
    }

    public DesignPage page(Study study, StudyAccess.Rights rights, Notice notice) {
        boolean draft = study.isDraft();
        int nItems = (int) items.count(study.id());
        List<DesignPage.StratumLine> strata = strata(study);
        return new DesignPage(
                study.id(),
                study.notice(),
                new DesignPage.Standing(
                        study.state().word(),
                        study.version(),
                        rights.mayDesign(),
                        rights.mayExport(),
                        study.isAsImported(),
                        study.mayBeContinued()),
                new DesignPage.Items(
                        nItems,
                        runs.ofStudy(study.id()),
                        draft ? models.names() : List.of(),
                        rights.mayDesign() ? uploads.ofStudy(study.id()) : List.of(),
                        items.countJoined(study.id())),
                new DesignPage.Opening(
                        draft ? steps(study.id()) : List.of(),
                        draft ? PlanParts.warnings(study, nItems, strata) : List.of(),
                        study.entryLink(),
                        stakes(study, rights, nItems, strata)),
                new DesignPage.Plan(
                        strata,
                        draft ? populations.ofStudy(study.id()).uncovered() : List.of(),
                        questions(rubrics.ofStudy(study.id())),
                        planParts.parts(study, rights.mayDesign())),
                rights.mayDesign() ? people(study.id()) : DesignPage.People.UNSEEN,
                new DesignPage.Forms(
                        notice.text(),
                        notice.refusedForm().orElseGet(GenerationForm::beginning),
                        notice.refusedForm().isPresent() || nItems == 0,
                        notice.sharing(),
                        notice.problems()));
    }

    /// What was done or went wrong just now; nothing if the text is empty.
    ///
    /// @param refusedForm what was typed, if a generation run was refused
    /// @param sharing what was entered to share the study
    /// @param problems what must be put right in either form, by field
    public record Notice(
            String text, Optional<GenerationForm> refusedForm, Sharing sharing, Map<String, String> problems) {
        static final Notice NONE = of("");

        static Notice of(String text) {
            return new Notice(text, Optional.empty(), Sharing.BLANK, Map.of());
        }

        static Notice refused(GenerationForm form, Map<String, String> problems) {
            return new Notice("", Optional.of(form), Sharing.BLANK, problems);
        }

        static Notice refused(Map<String, String> problems) {
            return new Notice("", Optional.empty(), Sharing.BLANK, problems);
        }

        static Notice refused(Sharing sharing, Map<String, String> problems) {
            return new Notice("", Optional.empty(), sharing, problems);
        }
    }

    /// Every step of a draft, with what is missing at it.
    private List<DesignPage.StepLine> steps(long studyId) {
        List<Publication.Missing> missing = publication.missing(studyId);
        return Arrays.stream(Publication.Step.values())
                .map(step -> new DesignPage.StepLine(
                        step.title(),
                        step.place(),
                        missing.stream()
                                .filter(m -> m.step() == step)
                                .map(Publication.Missing::sentence)
                                .toList()))
                .toList();
    }

    private static String atPublication(long items, List<DesignPage.StratumLine> strata) {
        long raters = strata.stream().mapToLong(DesignPage.StratumLine::target).sum();
        long judgments = items
                * strata.stream().mapToLong(DesignPage.StratumLine::replication).sum();
        return String.format(
                Locale.ROOT,
                "Items: %,d; raters: up to %,d, in strata: %,d; judgments wanted: %,d.",
                items,
                raters,
                strata.size(),
                judgments);
    }

    /// What is at stake where the study's next step is taken, for those who may take it.
    private String stakes(Study study, StudyAccess.Rights rights, long items, List<DesignPage.StratumLine> strata) {
        if (!rights.mayDesign()) {
            return "";
        }
        return study.isDraft() ? atPublication(items, strata) : atClosing(study.id());
    }

    private String atClosing(long studyId) {
        return sql.one(
                row -> String.format(
                        Locale.ROOT,
                        "Judgments so far: %,d of %,d; items before raters right now: %,d.",
                        row.getLong("came"),
                        row.getLong("wanted"),
                        row.getLong("leased")),
                """
                select coalesce(sum(e.completed), 0) as came, coalesce(sum(e.capacity), 0) as wanted,
                    coalesce(sum(e.leased), 0) as leased
                from seat e join stratum s on s.id = e.stratum_id where s.study_id = :study""",
                bind("study", studyId));
    }

    private List<DesignPage.StratumLine> strata(Study study) {
        return sql.list(
                row -> new DesignPage.StratumLine(
                        row.getString("label"),
                        row.getString("groups"),
                        row.getInt("target"),
                        row.getInt("replication")),
                """
                select s.label, s.target, s.replication,
                    case when s.undisclosed then 'declined to say'
                         else coalesce((select string_agg(a.code || ': ' || g.label, ', ' order by a.position, g.position)
                            from stratum_group sg join rater_group g on g.id = sg.rater_group_id join axis a on a.id = g.axis_id
                            where sg.stratum_id = s.id), 'everybody') end as groups
                from stratum s where s.study_id = :study order by s.position""",
                bind("study", study.id()));
    }

    private static List<DesignPage.QuestionLine> questions(StoredRubric rubric) {
        return rubric.rubric().groups().stream()
                .flatMap(group -> group.questions().stream()
                        .map(q ->
                                new DesignPage.QuestionLine(group.title(), q.code(), q.prompt(), answers(q), kind(q))))
                .toList();
    }

    private static String kind(Question question) {
        boolean plain = question.type().equals(SingleChoice.TYPE);
        return !question.isAsked()
                ? "derived"
                : plain ? "asked" : question.type().replace('_', ' ');
    }

    private static String answers(Question question) {
        return question.options().isEmpty()
                ? "in words"
                : question.options().stream().map(AnswerOption::label).collect(Collectors.joining(" · "));
    }

    private DesignPage.People people(long studyId) {
        return new DesignPage.People(
                members(studyId),
                invitations.waiting(studyId).stream()
                        .map(i -> new DesignPage.Invited(
                                i.id(),
                                i.email(),
                                i.role().word(),
                                i.mayExport(),
                                i.until().atOffset(ZoneOffset.UTC).toLocalDate().toString()))
                        .toList());
    }

    /// Whom a study is shared with, by name.
    public List<DesignPage.Member> members(long studyId) {
        return sql.list(
                row -> new DesignPage.Member(
                        row.getLong("id"),
                        row.getInt("version"),
                        row.getString("display_name"),
                        row.getString("email"),
                        row.getString("role"),
                        row.getBoolean("may_export")),
                """
                select a.id, m.version, a.display_name, a.email, m.role, m.may_export
                from study_member m join account a on a.id = m.account_id where m.study_id = :study order by a.display_name""",
                bind("study", studyId));
    }
}

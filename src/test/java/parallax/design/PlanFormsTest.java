package parallax.design;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parallax.design.plan.FormTree;
import parallax.design.plan.PlanPart;
import parallax.design.plan.PlanRefused;
import parallax.design.plan.PlanText;
import parallax.design.plan.RandomPlans;
import parallax.design.plan.RatersDraft;
import parallax.design.plan.RubricDraft;
import parallax.design.plan.WholePlan;
import parallax.rater.Panel;
import parallax.study.Practice;
import parallax.study.Rubric;

/// What a plan says, its forms show; and what they are sent back with is the same plan.
class PlanFormsTest {
    private static final int PLANS = 1_000;

    @Test
    void a_thousand_random_plans_go_through_their_forms_and_their_file_and_stay_the_same() throws PlanRefused {
        for (long seed = 0; seed < PLANS; seed++) {
            WholePlan plan = PlanText.read(PlanText.yaml(new RandomPlans(seed).plan()));
            String which = "seed " + seed;
            assertEquals(plan, PlanPart.RUBRIC.in(plan, sent(rubric(plan)).file()), which);
            assertEquals(plan, PlanPart.RATERS.in(plan, sent(raters(plan)).file()), which);
            assertEquals(plan, DraftForm.of(plan).in(plan), which);
            assertEquals(plan.terms(), TermsForm.of(plan.terms()).terms(), which);
            Practice.Plan practice = plan.practice();
            Practice.Trial trial = practice.trial();
            assertEquals(
                    practice,
                    PracticeForm.of(
                                    practice.comprehension(),
                                    practice.questions(),
                                    trial == null ? new Practice.Trial("", "") : trial)
                            .plan(),
                    which);
            assertEquals(
                    plan.care().insertions(),
                    InsertionsForm.of(plan.care().insertions()).insertions(),
                    which);
            assertEquals(plan.retention(), RetentionForm.of(plan.retention()).rule(), which);
            Panel panel = plan.panel();
            if (panel != null) {
                assertEquals(panel, PanelForm.of(panel).panel(), which);
            }
        }
    }

    private static RubricFields rubric(WholePlan plan) {
        return RubricFields.of(RubricDraft.of(plan.study().rubric()));
    }

    private static RatersFields raters(WholePlan plan) {
        return RatersFields.of(RatersDraft.of(plan));
    }

    /// As the browser sends the form that shows this.
    private static RubricDraft sent(RubricFields shown) {
        var fields = new MultivaluedHashMap<String, String>();
        fields.add("title", shown.title());
        for (RubricFields.Group group : shown.groups()) {
            fields.add(group.name("title"), group.title());
            fields.add(group.name("guidance"), group.guidance());
            if (group.atOnce()) {
                fields.add(group.name("atOnce"), "safe");
            }
            for (RubricFields.QuestionFields question : group.questions()) {
                fields.add(question.name("code"), question.code());
                fields.add(question.name("type"), question.kind().type());
                fields.add(question.name("role"), question.kind().role());
                fields.add(question.name("prompt"), crlf(question.texts().prompt()));
                fields.add(question.name("definition"), crlf(question.texts().definition()));
                fields.add(question.name("positive"), crlf(question.texts().positive()));
                fields.add(question.name("negative"), crlf(question.texts().negative()));
                fields.add(question.name("rest"), question.rest());
                for (RubricFields.Option option : question.options()) {
                    fields.add(option.name("code"), option.code());
                    fields.add(option.name("label"), option.label());
                    fields.add(option.name("reading"), option.reading());
                }
            }
        }
        return RubricDraft.ofFields(FormTree.of(fields));
    }

    private static RatersDraft sent(RatersFields shown) {
        var fields = new MultivaluedHashMap<String, String>();
        fields.add("kind", shown.kind());
        fields.add("itemsPerRater", shown.amounts().itemsPerRater());
        fields.add("replication", shown.amounts().replication());
        fields.add("leaseMinutes", shown.amounts().leaseMinutes());
        for (RatersFields.AxisFields axis : shown.axes()) {
            fields.add(axis.name("code"), axis.code());
            fields.add(axis.name("prompt"), crlf(axis.prompt()));
            fields.add(axis.name("choices"), crlf(axis.answers().choices()));
            fields.add(axis.name("otherwise"), axis.answers().otherwise());
            tick(fields, axis.name("multiple"), axis.answers().multiple());
            tick(fields, axis.name("ownWords"), axis.answers().ownWords());
        }
        for (RatersFields.StratumFields stratum : shown.strata()) {
            fields.add(stratum.name("label"), stratum.label());
            fields.add(stratum.name("target"), stratum.wanted().target());
            fields.add(stratum.name("replication"), stratum.wanted().replication());
            tick(fields, stratum.name("undisclosed"), stratum.undisclosed());
            for (RatersFields.Belonging axis : stratum.groups()) {
                axis.labels().stream()
                        .filter(RatersFields.Label::chosen)
                        .forEach(label -> fields.add(axis.name(), label.text()));
            }
        }
        return RatersDraft.ofFields(FormTree.of(fields));
    }

    private static void tick(MultivaluedMap<String, String> fields, String name, boolean isTicked) {
        if (isTicked) {
            fields.add(name, "yes");
        }
    }

    private static String crlf(String text) {
        return text.replace("\n", "\r\n");
    }

    @Test
    void questions_and_options_are_added_moved_between_groups_and_removed() {
        RubricDraft draft = RubricDraft.of(Rubric.named("safety-short"));
        int groups = RubricFields.of(draft).groups().size();
        assertTrue(draft.change("addGroup"));
        String group = "groups." + groups;
        assertEquals(group, draft.touched());
        assertTrue(draft.change("addQuestion:" + group));
        assertTrue(draft.change("addOption:" + group + ".questions.0"));
        assertEquals(3, question(draft, groups, 0).options().size());
        assertTrue(draft.change("remove:" + group + ".questions.0.options.2"));
        assertTrue(draft.change("up:" + group + ".questions.0.options.1"));
        assertEquals("Yes", question(draft, groups, 0).options().getFirst().label());
        assertTrue(draft.change("up:" + group + ".questions.0"));
        int last = RubricFields.of(draft).groups().get(groups - 1).questions().size() - 1;
        assertEquals("groups." + (groups - 1) + ".questions." + last, draft.touched());
        assertEquals(
                "Yes", question(draft, groups - 1, last).options().getFirst().label());
        assertTrue(draft.change("down:" + draft.touched()));
        assertEquals(group + ".questions.0", draft.touched());
        for (String step : new String[] {
            "up:groups.0",
            "down:" + group,
            "remove:groups.99",
            "remove:title",
            "up:",
            "addQuestion:",
            "x",
            "remove:../etc"
        }) {
            assertFalse(draft.change(step), step);
        }
    }

    private static RubricFields.QuestionFields question(RubricDraft draft, int group, int question) {
        return RubricFields.of(draft).groups().get(group).questions().get(question);
    }

    @Test
    void axes_are_crossed_and_cells_that_were_there_keep_their_numbers() throws PlanRefused {
        WholePlan plan = PlanText.read("""
                title: Crossed
                consent: {statement: I agree.}
                rubric: {template: safety-short}
                raters:
                  axes:
                    - {code: age, prompt: 'How old?', choices: [Young, Old]}
                    - {code: shore, prompt: 'Which shore?', choices: [East, West], ownWords: true, otherwise: Else}
                  strata:
                    - {label: Mine, target: 7, replication: 2, groups: {age: [Young], shore: [West]}}
                    - {label: Silent, target: 3, undisclosed: true}
                  itemsPerRater: 10
                  replication: 5
                """);
        RatersDraft draft = sent(raters(plan));
        var fields = (com.fasterxml.jackson.databind.node.ObjectNode) draft.fields();
        fields.putArray("cross").add("x0").add("x1");
        fields.put("crossTarget", "25");
        assertTrue(draft.change("cross"));
        WholePlan crossed = PlanPart.RATERS.in(plan, draft.file());
        assertEquals(
                "[Young, East 25, Mine 7, Young, Else 25, Old, East 25, Old, West 25, Old, Else 25, Silent 3]",
                crossed.study().strata().stream()
                        .map(s -> s.label() + " " + s.target())
                        .toList()
                        .toString());
        assertEquals(
                java.util.List.of(),
                crossed.notes().stream().filter(n -> n.contains("strata")).toList());
    }

    @Test
    void a_mistake_stands_at_its_field() throws PlanRefused {
        WholePlan plan = new RandomPlans(5).plan();
        RubricDraft draft = RubricDraft.of(Rubric.named("safety-short"));
        draft.change("addGroup");
        int added = RubricFields.of(draft).groups().size() - 1;
        PlanRefused refused = assertThrows(PlanRefused.class, () -> PlanPart.RUBRIC.in(plan, draft.file()));
        Map<String, String> problems = PlanPart.RUBRIC.problems(refused);
        assertEquals(
                Map.of(
                        "groups." + added + ".title",
                        "Group " + (added + 1) + ", title: must say something.",
                        "groups." + added + ".questions",
                        "Group " + (added + 1) + ", questions: must hold at least 1."),
                problems);
    }
}

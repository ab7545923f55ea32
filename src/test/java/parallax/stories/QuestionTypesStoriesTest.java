package parallax.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.study.Rubric;
import parallax.study.StudyPlan;

/// A question of every type is answered by keys alone, by touch on a phone, and without scripts, and is what
/// was stored.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class QuestionTypesStoriesTest extends Story {
    private static final String WHY = "It could be read as advice. 😀";

    @Inject
    Sql sql;

    private World.OpenStudy study = new World.OpenStudy(0, "");

    @BeforeEach
    void a_study_with_a_question_of_every_type() {
        study = world.open(
                world.plan(world.introduction("Every type"), World.CONSENT, "question-types", 10, 2, 1),
                "One.",
                "Two.");
    }

    @Test
    void by_keys_alone() {
        Visitor rater = somebody();
        arrives(rater);
        rater.pressesKey("3"); // harmful: yes, which opens the question who is harmed
        rater.pressesKey("1"); // unkind: no
        assertThat(question(rater, "Who could come to harm?")).hasAttribute("data-current", "");
        assertEquals(List.of("1.", "2.", "3.", "4.", "5.", "6.", "7."), numbers(rater));
        rater.pressesKey("1");
        rater.pressesKey("5"); // none of these ends the first
        rater.pressesKey("2"); // and is ended by another
        rater.pressesKey("4");
        rater.pressesKey("j");
        rater.pressesKey("6");
        // the reason is nobody's duty, so that the way leads past it
        assertThat(question(rater, "Which answers to")).hasAttribute("data-current", "");
        rater.pressesKey("1");
        rater.pressesKey("2");
        rater.pressesKey("k");
        rater.pressesKey("Tab");
        assertThat(question(rater, "Why do you think so?").locator("textarea")).isFocused();
        rater.page.keyboard().type("1 and 2");
        assertThat(rater.state()).hasText("Saved");
        rater.pressesKey("Control+Enter");
        rater.sees("Item 2 of 2");
        assertEquals(
                List.of(
                        "harmful_advice=Yes",
                        "unkind=No",
                        "Q_overall=Yes",
                        "who_is_harmed=near",
                        "who_is_harmed=public",
                        "severity=6",
                        "severity_reason=1 and 2",
                        "could_be=acceptable",
                        "could_be=needs_work",
                        "preferred=not_asked"),
                stored());
    }

    @Test
    void by_touch_on_a_phone() {
        Visitor rater = with(new Browser.NewContextOptions()
                .setViewportSize(360, 740)
                .setHasTouch(true)
                .setIsMobile(true));
        arrives(rater);
        assertThat(question(rater, "Who could come to harm?")).isHidden();
        assertEquals(
                List.of("1.", "2.", "3.", "4.", "5.", "6."),
                numbers(rater),
                "none is left out for what is out of sight");
        rater.page.getByText("to every unanswered question in this group").tap();
        assertThat(rater.page.locator("[data-question] :checked")).hasCount(2);
        point(rater, "A danger to life").tap();
        rater.page.getByText("Needs work", exactly()).tap();
        Locator words = question(rater, "What should the reply have said?").locator("textarea");
        words.tap();
        words.fill(WHY);
        words.blur();
        assertThat(rater.state()).hasText("Saved");
        rater.page.reload();
        assertThat(question(rater, "What should the reply have said?").locator("textarea"))
                .hasValue(WHY);
        rater.submits();
        rater.sees("Item 2 of 2");
        assertEquals(
                List.of(
                        "harmful_advice=No",
                        "unkind=No",
                        "Q_overall=No",
                        "who_is_harmed=not_asked",
                        "severity=7",
                        "could_be=needs_work",
                        "preferred=not_asked",
                        "better_reply=" + WHY),
                stored());
        assertEquals(
                List.of("bulk", "bulk", "derived"), sql.list(row -> row.getString(1), """
                        select w.source from answer w join question q on q.id = w.question_id
                        where w.study_id = :study and q.position < 3 order by w.source""", bind("study", study.id())));
    }

    @Test
    void without_scripts() {
        Visitor rater = somebodyWithoutScripts();
        rater.entersFromPanel(study, "East", "panel-types");
        rater.sees(
                "Only if your answer to “Could somebody come to harm by following the reply?” is “Unsure” or “Yes”.");
        rater.presses("Answer “No” to every unanswered question in this group");
        assertThat(rater.page.locator("[data-question] :checked")).hasCount(2);
        rater.option(0, "Yes").check();
        rater.option(2, "Whoever asked").check();
        rater.option(2, "None of these").check();
        point(rater, "Not serious").check();
        question(rater, "Why do you think so?").locator("textarea").fill(WHY);
        rater.submits();
        rater.sees("Please answer these questions too:");
        assertThat(question(rater, "Who could come to harm?").locator(".field-error"))
                .hasText("Choose up to 3, or “None of these” alone.");
        assertThat(question(rater, "Why do you think so?").locator("textarea")).hasValue(WHY);
        rater.option(2, "Whoever asked").uncheck();
        rater.option(5, "Acceptable").check();
        rater.option(5, "Not acceptable").check();
        rater.submits();
        rater.sees("Item 2 of 2");
        assertEquals(
                List.of(
                        "harmful_advice=Yes",
                        "unkind=No",
                        "Q_overall=Yes",
                        "who_is_harmed=nobody",
                        "severity=1",
                        "severity_reason=" + WHY,
                        "could_be=acceptable",
                        "could_be=unacceptable",
                        "preferred=not_asked"),
                stored());
        rater.presses("Pause");
        rater.opens("/s/" + study.code() + "/my-data");
        assertThat(rater.page.getByText("Acceptable; Not acceptable")).hasCount(1);
        assertThat(rater.page.getByText(WHY)).hasCount(1);
    }

    @Test
    void a_submitted_item_is_shown_as_it_was_answered_and_can_be_changed() {
        Visitor rater = somebody();
        arrives(rater);
        for (String key : List.of("3", "1", "1", "j", "2", "1", "3")) {
            rater.pressesKey(key);
        }
        question(rater, "Why do you think so?").locator("textarea").fill("First.");
        rater.submits();
        rater.sees("Item 2 of 2");
        rater.follows("Back");
        rater.sees("You submitted this item before.");
        assertThat(question(rater, "Who could come to harm?").getByLabel("Whoever asked"))
                .isChecked();
        Locator why = question(rater, "Why do you think so?").locator("textarea");
        assertThat(why).hasValue("First.");
        why.fill("Second.");
        question(rater, "Which answers to").getByLabel("Needs work").check();
        rater.presses("Save changes");
        rater.sees("Item 2 of 2");
        assertTrue(
                stored().containsAll(List.of(
                        "severity_reason=Second.",
                        "could_be=acceptable",
                        "could_be=needs_work",
                        "could_be=unacceptable")),
                () -> stored().toString());
        assertEquals(2, world.judgments(study), "both revisions are kept");
    }

    @Test
    void what_is_written_without_a_network_is_sent_when_it_is_back() {
        Visitor rater = somebody();
        arrives(rater);
        rater.losesTheNetwork();
        rater.pressesKey("2");
        Locator why = question(rater, "Why do you think so?").locator("textarea");
        why.fill(WHY);
        why.blur();
        question(rater, "Which answers to").getByLabel("Needs work").check();
        rater.page.waitForTimeout(800);
        assertEquals(
                "true",
                String.valueOf(
                        rater.page.evaluate("Object.values(localStorage).every(kept => !kept.includes('advice'))")),
                "words are kept no longer than the tab");
        rater.isBackOnline();
        assertThat(rater.state()).hasText("Saved");
        rater.page.reload();
        assertThat(question(rater, "Why do you think so?").locator("textarea")).hasValue(WHY);
        assertThat(question(rater, "Which answers to").getByLabel("Needs work")).isChecked();
    }

    @Test
    void a_group_is_out_of_sight_while_none_of_its_questions_is_asked() {
        study = world.open(gatedGroup(), "One.", "Two.");
        Visitor rater = somebody();
        arrives(rater);
        var answersAtOnce = rater.page.getByText("to every unanswered question in this group");
        var heading = rater.page.locator("#group-1");
        assertThat(heading).isHidden();
        assertThat(answersAtOnce).isHidden();
        rater.option(0, "Yes").check();
        assertThat(heading).isVisible();
        answersAtOnce.click();
        assertThat(rater.page.locator("[data-question] :checked")).hasCount(2);
        rater.option(0, "No").check();
        assertThat(heading).isHidden();
        rater.submits();
        rater.sees("Item 2 of 2");
        assertEquals(List.of("understood=No", "rude=not_asked"), stored());
    }

    private StudyPlan gatedGroup() {
        StudyPlan plan = world.plan(world.introduction("Gated"), World.CONSENT, "question-types", 10, 2, 1);
        Rubric rubric = Rubric.fromJson("""
                {"title": "Gated", "options": [{"code": "No", "label": "No", "reading": "safe"},
                    {"code": "Yes", "label": "Yes", "reading": "unsafe"}],
                 "groups": [
                  {"title": "First", "questions": [
                    {"code": "understood", "role": "asked", "prompt": "Could you follow it?"}]},
                  {"title": "What is wrong with it?", "guidance": "Think of a friend.", "atOnce": "safe", "questions": [
                    {"code": "rude", "role": "asked", "prompt": "Is it rude?",
                     "gate": {"question": "understood", "options": ["Yes"]}}]}]}""");
        return new StudyPlan(
                plan.introduction(),
                plan.consent(),
                rubric,
                plan.axes(),
                plan.strata(),
                plan.sampling(),
                plan.raters(),
                plan.codes());
    }

    @Test
    void axe_finds_nothing_on_open_answered_and_returned_questions_and_nothing_is_wider_than_a_phone() {
        var faults = new java.util.ArrayList<String>();
        Visitor rater = somebody();
        arrives(rater);
        AccessibilityTest.look(rater, "open", faults);
        rater.submits();
        rater.sees("Please answer these questions too:");
        rater.option(0, "Yes").check();
        AccessibilityTest.look(rater, "with gaps", faults);
        assertEquals(List.of(), faults);
    }

    private void arrives(Visitor rater) {
        rater.holds("rater-" + study.code(), world.admitted(study, "West").session());
        rater.opens("/s/" + study.code() + "/rate");
        rater.sees("Rate this reply");
    }

    private static Locator question(Visitor rater, String prompt) {
        return rater.questions()
                .filter(new Locator.FilterOptions().setHasText(prompt))
                .first();
    }

    /// The numbers of the questions in sight, in their order.
    private static List<String> numbers(Visitor rater) {
        return rater.page.locator(".question-number:visible").allTextContents();
    }

    private static Locator point(Visitor rater, String label) {
        return question(rater, "How serious").getByLabel(label);
    }

    private static com.microsoft.playwright.Page.GetByTextOptions exactly() {
        return new com.microsoft.playwright.Page.GetByTextOptions().setExact(true);
    }

    /// What the current judgments hold, in the rubric's order.
    private List<String> stored() {
        return sql.list(row -> row.getString(1), """
                select q.code || '=' || coalesce(o.code, w.content, w.source)
                from judgment j join answer w on w.study_id = j.study_id and w.judgment_id = j.id
                join question q on q.id = w.question_id
                left join answer_option o on o.question_id = w.question_id and o.position = w.position
                where j.study_id = :study and j.current order by q.position, w.ordinal""", bind("study", study.id()));
    }
}

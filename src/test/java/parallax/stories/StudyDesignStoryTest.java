package parallax.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.design.plan.Plans;
import parallax.design.plan.WholePlan;
import parallax.identity.Role;
import parallax.store.PostgresResource;
import parallax.study.Question;
import parallax.study.Reading;
import parallax.study.Study;
import parallax.study.StudyPlan;

/// A researcher designs a study of her own shape.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class StudyDesignStoryTest extends Story {
    private static final Path TUTORIAL = Path.of("..", "docs", "tutorial", "study.yaml");

    @Inject
    Plans plans;

    private World.Person ines = new World.Person(0, "", "");

    /// @return the id of a draft that she began with the tutorial's file
    private long begun(Visitor researcher) {
        researcher.opens("/studies/new");
        researcher.follows("begin with it");
        researcher.page.locator("#file").setInputFiles(TUTORIAL);
        researcher.presses("Begin the study");
        researcher.sees("Before it can be published");
        return Long.parseLong(researcher.page.url().replaceAll(".*/studies/(\\d+)/.*", "$1"));
    }

    private Visitor ines(Visitor visitor) {
        ines = world.person(Role.RESEARCHER, "Ines");
        return signedIn(visitor, ines);
    }

    private WholePlan plan(long study) {
        return QuarkusTransaction.requiringNew().call(() -> plans.of(Study.findById(study)));
    }

    @Test
    void without_scripts_and_by_keyboard_she_writes_a_question_moves_it_and_removes_another() {
        Visitor researcher = ines(somebodyWithoutScripts());
        long study = begun(researcher);
        researcher.follows("Questions");
        key(researcher, "Add a question to group 1");
        field(researcher, "groups.0.questions.2.prompt").fill("Would you pass the reply on to a friend?");
        key(researcher, "Add an option to question 3");
        field(researcher, "groups.0.questions.2.options.2.label").fill("I cannot tell");
        field(researcher, "groups.0.questions.2.options.2.reading").selectOption("unsure");
        key(researcher, "Move option 3 of question 3 up");
        key(researcher, "Move question 3 up");
        assertThat(field(researcher, "groups.0.questions.1.prompt"))
                .hasValue("Would you pass the reply on to a friend?");
        key(researcher, "Remove question 3");
        field(researcher, "title").fill("My rubric");
        field(researcher, "title").press("Enter");
        researcher.sees("The questions are saved.");
        List<Question> questions = plan(study).study().rubric().questions().toList();
        assertEquals(
                List.of("harm", "question_2"),
                questions.stream().map(Question::code).toList());
        assertEquals("I cannot tell", questions.get(1).options().get(1).label());
        assertEquals(Reading.UNSURE, questions.get(1).options().get(1).reading());
        key(researcher, "Add a group");
        key(researcher, "Save the questions");
        researcher.sees("Please put this right");
        researcher.sees("Group 2, title: must say something.");
    }

    @Test
    void she_crosses_strata_publishes_once_asked_raises_what_is_wanted_and_opens_again_what_she_closed() {
        Visitor researcher = ines(somebody());
        long study = begun(researcher);
        researcher.follows("Raters");
        researcher.page.getByLabel("Raters in each new stratum").fill("30");
        for (Locator axis : researcher.page.locator("input[name=cross]").all()) {
            axis.check();
        }
        researcher.presses("Make a stratum of every crossing of the axes that are ticked to cross");
        assertThat(field(researcher, "strata.0.label")).hasValue("Women, 18 to 39");
        field(researcher, "strata.2.target").fill("11");
        researcher.page.getByRole(AriaRole.BUTTON, exact("Save")).first().click();
        researcher.sees("Saved.");
        assertEquals(
                List.of(12, 30, 11, 20, 30, 30, 10),
                plan(study).study().strata().stream()
                        .map(StudyPlan.StratumPlan::target)
                        .toList());
        world.item(study, 0, "mine", "A topic", "Well?", "Well.");
        researcher.opens("/studies/" + study + "/draft");
        researcher.page.getByLabel("Title").fill("Advice, once more");
        researcher.presses("Save");
        researcher.sees("Everything is ready.");
        researcher.page.getByText("Publish …").click();
        researcher.sees("Items: 1; raters: up to 143, in strata: 7; judgments wanted: 38.");
        researcher.presses("Publish");
        researcher.sees("Raters begin at");
        researcher.follows("More raters, more judgments");
        Locator target = researcher.page.getByLabel("Raters wanted in Women, 18 to 39");
        target.fill("11");
        target.press("Enter");
        researcher.sees("12 or more");
        target.fill("40");
        target.press("Enter");
        assertThat(researcher.page.getByText("12 or more")).hasCount(0);
        assertEquals(40, plan(study).study().strata().getFirst().target());
        researcher.opens("/studies/" + study + "/design");
        researcher.page.getByText("Close …").click();
        researcher.sees("Judgments so far: 0 of 38");
        researcher.presses("Close");
        researcher.presses("Open again");
        assertThat(researcher.page.getByText("Close …")).hasCount(1);
        QuarkusTransaction.requiringNew().run(() -> {
            Study now = Study.findById(study);
            assertTrue(now.isOpen());
            assertEquals("Advice, once more", now.title());
        });
    }

    private static Page.GetByRoleOptions exact(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    /// Goes to a button as somebody without a mouse does, and presses it.
    private static void key(Visitor researcher, String button) {
        researcher.page.getByRole(AriaRole.BUTTON, exact(button)).first().press("Enter");
        researcher.page.waitForLoadState();
    }

    private static Locator field(Visitor researcher, String name) {
        return researcher.page.locator("[name='" + name + "']");
    }
}

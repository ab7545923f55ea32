package parallax.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static parallax.durability.Violations.violations;

import com.microsoft.playwright.Page;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.identity.Role;
import parallax.store.Invariants;
import parallax.store.PostgresResource;
import parallax.study.Study;

/// Before the first item that counts, raters show that they understood, and try one of which nothing is
/// stored.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PracticeStoriesTest extends Story {
    private static final String QUESTIONS = """
            Which reply do you judge?
            * The last one
            - The first one

            Is there a right answer?
            - Yes
            * No, my own view counts""";

    @Inject
    Invariants invariants;

    private World.OpenStudy study = new World.OpenStudy(0, "");

    @BeforeEach
    void a_researcher_sets_up_what_comes_first() {
        var ines = world.person(Role.RESEARCHER, "Ines");
        long draft = world.draft(world.twoShores("First things first", 10, 1), ines);
        world.item(draft, 0, "item-0", "Everyday advice", "Is that a good idea?", "Stand on the top rung.");
        Visitor researcher = signedIn(ines);
        researcher.opens("/studies/" + draft + "/design");
        researcher.follows("Before the first item");
        researcher.page.locator("#instructions").fill("You judge the last reply of each conversation.");
        researcher.page.locator("#questions").fill("Which reply do you judge?\n- The last one\n- The first one");
        researcher.page.locator("#code").fill("UNCLEAR-5");
        researcher.page.locator("#trialQuestion").fill("May I skip breakfast?");
        researcher.presses("Save");
        researcher.sees("Question 1: exactly one answer begins with an asterisk.");
        researcher.sees("A trial needs both a question and a reply.");
        researcher.page.locator("#questions").fill(QUESTIONS);
        researcher.page.locator("#trialReply").fill("Every day, for ever.");
        researcher.presses("Save");
        assertThat(researcher.page.locator(".error-summary")).hasCount(0);
        world.publish(draft);
        study = new World.OpenStudy(draft, Study.<Study>findById(draft).code());
    }

    @AfterEach
    void nothing_is_broken() {
        assertEquals(List.of(), violations(invariants));
    }

    private static void chooses(Visitor rater, String... answers) {
        for (String answer : answers) {
            rater.page
                    .getByLabel(answer, new Page.GetByLabelOptions().setExact(true))
                    .check();
        }
        rater.presses("Continue");
    }

    @Test
    void who_understood_tries_an_item_of_which_nothing_is_stored() {
        Visitor rater = somebodyWithoutScripts();
        rater.comesFromPanel(study, "fay", "first");
        rater.agrees();
        rater.sees("You judge the last reply of each conversation.");
        rater.sees("You have 2 tries.");
        chooses(rater, "The last one");
        rater.sees("Please answer these questions too");
        chooses(rater, "Yes");
        rater.sees("You have one try.");
        chooses(rater, "The last one", "No, my own view counts");
        rater.livesOn("West");
        rater.sees("Every day, for ever.");
        rater.presses("Submit the trial");
        rater.sees("Please answer these questions too:");
        rater.answersEverything("Yes");
        rater.presses("Submit the trial");
        rater.sees("Nothing of this trial was stored.");
        assertEquals(0, world.judgments(study));
        rater.follows("Continue");
        rater.sees("Item 1 of 1");
        rater.sees("Stand on the top rung.");
        assertThat(rater.page.locator("[data-question] :checked")).hasCount(0);
        rater.answersEverything("No");
        rater.submits();
        rater.sees("DONE-42");
        assertEquals(1, world.judgments(study));
    }

    @Test
    void who_used_up_their_tries_leaves_with_a_code_of_its_own() {
        Visitor rater = somebody();
        rater.comesFromPanel(study, "gus", "first");
        rater.agrees();
        chooses(rater, "The first one", "Yes");
        rater.sees("Not every answer was as it is meant.");
        chooses(rater, "The first one", "Yes");
        rater.sees("this says nothing about you");
        rater.sees("UNCLEAR-5");
        rater.opens("/s/" + study.code() + "/about-you");
        rater.sees("UNCLEAR-5");
    }

    @Test
    void a_trial_is_answered_by_key_and_can_be_skipped() {
        Visitor rater = somebody();
        rater.comesFromPanel(study, "hal", "first");
        rater.agrees();
        chooses(rater, "The last one", "No, my own view counts");
        rater.livesOn("East");
        rater.sees("Nothing here is stored");
        rater.pressesKey("1");
        assertThat(rater.option(0, "No")).isChecked();
        rater.presses("Skip the trial");
        rater.sees("Nothing of this trial was stored.");
        rater.follows("Continue");
        rater.sees("Item 1 of 1");
    }

    @Test
    void axe_finds_nothing_on_the_pages_before_the_first_item() {
        var faults = new java.util.ArrayList<String>();
        Visitor rater = somebody();
        rater.comesFromPanel(study, "ida", "first");
        rater.agrees();
        AccessibilityTest.look(rater, "comprehension", faults);
        rater.presses("Continue");
        rater.sees("Please answer these questions too");
        AccessibilityTest.look(rater, "comprehension with gaps", faults);
        chooses(rater, "The last one", "No, my own view counts");
        rater.livesOn("East");
        AccessibilityTest.look(rater, "trial", faults);
        rater.presses("Submit the trial");
        AccessibilityTest.look(rater, "trial with gaps", faults);
        assertEquals(List.of(), faults);
    }
}

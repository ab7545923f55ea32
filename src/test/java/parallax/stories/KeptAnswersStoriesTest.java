package parallax.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static parallax.durability.Violations.violations;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.WaitUntilState;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parallax.durability.TestClock;
import parallax.identity.Role;
import parallax.store.Invariants;
import parallax.store.PostgresResource;

/// What somebody chose is there again, whichever way they left the page, with scripts and without.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class KeptAnswersStoriesTest extends Story {
    @Inject
    TestClock clock;

    @Inject
    Invariants invariants;

    @AfterEach
    void nothing_is_broken() {
        assertEquals(List.of(), violations(invariants));
    }

    @Test
    void what_is_chosen_before_the_scripts_of_a_page_run_is_kept_too() {
        var study = world.open(world.twoShores("Quick hands", 10, 1), "One.");
        Visitor rater = somebody();
        rater.entersFrom(study, "West");
        var held = new ArrayList<Route>();
        Predicate<String> scripts = address -> address.endsWith(".js");
        rater.page.route(scripts, held::add);
        rater.page.navigate(rater.page.url(), new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
        rater.option(0, "Yes").check();
        rater.page.waitForCondition(() -> !held.isEmpty());
        assertThat(rater.state()).isHidden();
        rater.page.unroute(scripts);
        held.forEach(Route::resume);
        assertThat(rater.state()).hasText("Saved");
        rater.page.reload();
        assertThat(rater.option(0, "Yes")).isChecked();
    }

    private Visitor whoChangedTheirFirstItem(World.OpenStudy study) {
        Visitor rater = somebody();
        rater.entersFrom(study, "West");
        rater.answersEverything("Yes");
        rater.submits();
        rater.sees("Item 2 of 2");
        rater.follows("Back");
        rater.sees("Item 1 of 2");
        rater.option(0, "No").check();
        assertThat(rater.state()).hasText("Kept: press Save changes");
        return rater;
    }

    @Test
    void a_change_that_was_not_saved_is_there_again_after_leaving() {
        var study = world.open(world.twoShores("Unsaved changes", 10, 2), "One.", "Two.");
        Visitor rater = whoChangedTheirFirstItem(study);
        rater.presses("Exit");
        rater.sees("You have left the study");
        String code = rater.code();
        assertEquals(1, world.judgments(study), "nobody pressed Save changes");
        rater.opens("/s/" + study.code() + "/return");
        rater.goesOnWith(code);
        rater.sees("Item 1 of 2");
        rater.sees("You changed answers here and have not saved the changes yet.");
        assertThat(rater.option(0, "No")).isChecked();
        rater.presses("Save changes");
        rater.sees("Item 2 of 2");
        assertEquals(2, world.judgments(study));
    }

    @Test
    void a_change_that_somebody_thinks_better_of_leaves_the_item_as_it_was() {
        var study = world.open(world.twoShores("Better not", 10, 2), "One.", "Two.");
        Visitor rater = whoChangedTheirFirstItem(study);
        rater.presses("Leave it as it was");
        rater.sees("Item 2 of 2");
        rater.follows("Back");
        rater.sees("Item 1 of 2");
        assertThat(rater.option(0, "Yes")).isChecked();
        assertEquals(1, world.judgments(study));
    }

    @Test
    void a_change_that_nobody_saved_in_time_is_said_to_have_come_to_nothing() {
        var study = world.open(world.twoShores("Too late", 10, 2), "One.", "Two.");
        Visitor rater = whoChangedTheirFirstItem(study);
        clock.advance(Duration.ofMinutes(31));
        rater.opens("/s/" + study.code() + "/rate");
        rater.sees("Item 2 of 2");
        rater.sees("It stays as you submitted it.");
        assertEquals(1, world.judgments(study));
    }

    @Test
    void without_scripts_every_way_out_keeps_what_was_chosen() {
        var study = world.open(world.twoShores("Plain ways out", 10, 2), "One.", "Two.");
        Visitor rater = somebodyWithoutScripts();
        rater.entersFrom(study, "West");
        rater.option(0, "Yes").check();
        rater.presses("Pause");
        rater.sees("Take your time");
        rater.presses("Continue");
        assertThat(rater.option(0, "Yes")).isChecked();
        rater.option(1, "No").check();
        rater.presses("Skip");
        rater.sees("Skip this conversation");
        rater.follows("Back to the conversation");
        assertThat(rater.option(1, "No")).isChecked();
        rater.option(1, "Unsure").check();
        rater.presses("Exit");
        rater.sees("You have left the study");
        String code = rater.code();
        rater.opens("/s/" + study.code() + "/return");
        rater.goesOnWith(code);
        assertThat(rater.option(0, "Yes")).isChecked();
        assertThat(rater.option(1, "Unsure")).isChecked();
        rater.option(1, "Unsure").press("Enter");
        rater.sees("Please answer these questions too:");
    }

    @Test
    void without_scripts_answers_sent_after_the_session_ended_come_back_with_the_page() {
        var study = world.open(world.twoShores("Sent late", 10, 2), "One.", "Two.");
        Visitor atHome = somebodyWithoutScripts();
        atHome.comesFromPanel(study, "cleo", "first");
        atHome.agrees();
        String code = atHome.code();
        atHome.livesOn("West");
        atHome.answersEverything("Yes");
        Visitor onTheWay = somebody();
        onTheWay.comesFromPanel(study, "cleo", "first");
        onTheWay.goesOnWith(code);
        onTheWay.sees("Item 1 of 2");
        atHome.submits();
        atHome.sees("The answers that you just sent are held in this browser");
        assertEquals(0, world.judgments(study));

        Visitor another = somebody();
        another.comesFromPanel(study, "dana", "first");
        another.agrees();
        String theirs = another.code();
        another.livesOn("East");
        atHome.goesOnWith(theirs);
        atHome.sees("Item 1 of 2");
        assertThat(atHome.page.locator("[data-question] :checked")).hasCount(0);
        atHome.presses("Exit");

        atHome.opens("/s/" + study.code() + "/return");
        atHome.goesOnWith(code);
        atHome.sees("Item 1 of 2");
        assertThat(atHome.option(0, "Yes")).isChecked();
        atHome.submits();
        atHome.sees("Item 2 of 2");
        assertEquals(1, world.judgments(study));
    }

    @Test
    void without_scripts_answers_sent_after_the_session_ended_come_back_after_confirming() {
        var study = world.open(world.twoShores("Confirmed", 10, 2), "One.", "Two.");
        var ada = world.person(Role.RATER, "Ada");
        Visitor atHome = signedIn(somebodyWithoutScripts(), ada);
        atHome.entersFrom(study, "West");
        atHome.answersEverything("No");
        Visitor onTheWay = signedIn(ada);
        onTheWay.opens("/s/" + study.code());
        onTheWay.presses("Continue here");
        onTheWay.sees("Item 1 of 2");
        atHome.submits();
        atHome.sees("The answers that you just sent are held in this browser");
        atHome.presses("Continue here");
        atHome.sees("Item 1 of 2");
        assertThat(atHome.option(0, "No")).isChecked();
        atHome.submits();
        atHome.sees("Item 2 of 2");
        assertEquals(1, world.judgments(study));
    }

    @Test
    void a_device_that_only_waits_is_told_within_seconds_that_another_took_over() {
        var study = world.open(world.twoShores("Told at once", 10, 2), "One.", "Two.");
        Visitor atHome = somebody();
        atHome.comesFromPanel(study, "emil", "first");
        atHome.agrees();
        String code = atHome.code();
        atHome.livesOn("West");
        atHome.sees("Rate this reply");
        Visitor onTheWay = somebody();
        onTheWay.comesFromPanel(study, "emil", "first");
        onTheWay.sees("that one stops when you continue here");
        onTheWay.goesOnWith(code);
        onTheWay.sees("Item 1 of 2");
        atHome.sees("You continued on another device, so this one has stopped.");
        assertFalse(atHome.state().textContent().contains("Saved"));
    }
}

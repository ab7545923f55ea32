package parallax.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static parallax.durability.Violations.violations;

import com.microsoft.playwright.Page;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parallax.assignment.LeaseExpiry;
import parallax.durability.TestClock;
import parallax.store.Invariants;
import parallax.store.PostgresResource;
import parallax.study.Sampling;

/// A rater works in one place at a time, goes on in another when they show who they are, and loses nothing on the
/// way. Nobody else gets anything of theirs by knowing what a panel calls them.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DeviceStoriesTest extends Story {
    private static final Duration LEASE = Duration.ofMinutes(Sampling.LEASE_MINUTES);

    @Inject
    TestClock clock;

    @Inject
    LeaseExpiry leases;

    @Inject
    Invariants invariants;

    @AfterEach
    void nothing_is_broken() {
        assertEquals(List.of(), violations(invariants));
    }

    @Test
    void a_panel_id_alone_gives_nothing_of_what_was_answered_elsewhere() {
        var study = world.open(world.twoShores("Known ids", 10, 3), "One.", "Two.", "Three.", "Four.");
        Visitor ada = somebody();
        ada.entersFromPanel(study, "East", "ada");
        ada.answersEverything("Yes");
        ada.submits();
        ada.sees("Item 2 of 3");
        ada.option(0, "Yes").check();
        assertThat(ada.state()).hasText("Saved");

        Visitor other = somebody();
        other.comesFromPanel(study, "ada", "another-study-of-the-panel");
        other.sees("Your other device was in use a moment ago.");
        assertThat(other.page.getByText("Continue without my code")).hasCount(0);
        ada.option(1, "No").check();
        assertThat(ada.state()).hasText("Saved");

        clock.advance(LEASE.plusMinutes(2));
        leases.expire();
        other.page.reload();
        other.presses("Continue without my code");
        other.sees("Rate this reply");
        assertThat(other.page.locator(".rating-footer a", new Page.LocatorOptions().setHasText("Back")))
                .hasCount(0);
        assertThat(other.page.locator("[data-question] :checked")).hasCount(0);
        other.answersEverything("No");
        other.submits();
        assertEquals(1, world.raters(study), "one person of a panel is one rater");

        ada.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
        ada.sees("Your session in this browser has ended");
        ada.follows("Go on");
        ada.sees("Somebody with your panel id continued on another device without your code");
    }

    @Test
    void with_their_own_code_a_rater_finds_everything_on_another_device_and_the_first_is_told() {
        var study = world.open(world.twoShores("Own codes", 10, 2), "One.", "Two.");
        Visitor atHome = somebody();
        atHome.comesFromPanel(study, "ben", "first");
        atHome.agrees();
        atHome.sees("Your own code");
        String code = atHome.code();
        atHome.livesOn("West");
        atHome.option(0, "Yes").check();
        assertThat(atHome.state()).hasText("Saved");

        Visitor onTheWay = somebody();
        onTheWay.comesFromPanel(study, "ben", "first");
        onTheWay.goesOnWith(code);
        onTheWay.sees("Item 1 of 2");
        assertThat(onTheWay.option(0, "Yes")).isChecked();

        atHome.option(1, "No").check();
        atHome.sees("Your session in this browser has ended");
        assertThat(atHome.state()).hasText("Not saved: your session here has ended");
        atHome.follows("Go on");
        atHome.sees("You continued on another device");
        atHome.goesOnWith(code);
        assertThat(atHome.option(0, "Yes")).isChecked();
        assertThat(atHome.option(1, "No")).isChecked();
        assertThat(atHome.state()).hasText("Saved");
        onTheWay.page.reload();
        onTheWay.sees("You continued on another device");
    }

    @Test
    void after_a_long_pause_the_same_conversation_is_there_with_its_answers() {
        var study = world.open(world.twoShores("Long pauses", 10, 2), "One.", "Two.", "Three.");
        Visitor rater = somebody();
        rater.entersFrom(study, "West");
        String item = rater.path();
        rater.option(0, "Yes").check();
        assertThat(rater.state()).hasText("Saved");
        rater.follows("Pause");
        rater.sees("The conversation that you had open stays yours for");
        clock.advance(LEASE.plusMinutes(1));
        leases.expire();
        rater.presses("Continue");
        rater.sees("Item 1 of 2");
        assertEquals(item, rater.path());
        assertThat(rater.option(0, "Yes")).isChecked();
    }

    @Test
    void a_conversation_that_went_to_somebody_else_meanwhile_is_said_to_have() {
        var study = world.open(world.twoShores("Given away", 10, 2), "One.", "Two.", "Three.");
        Visitor rater = somebody();
        rater.entersFrom(study, "West");
        String item = rater.path();
        rater.option(0, "Yes").check();
        assertThat(rater.state()).hasText("Saved");
        rater.follows("Pause");
        clock.advance(LEASE.plusMinutes(1));
        leases.expire();
        world.noSeatLeft(item);
        rater.presses("Continue");
        rater.sees("The conversation that you had open went to somebody else while you were away.");
        assertNotEquals(item, rater.path());
        assertThat(rater.page.locator("[data-question] :checked")).hasCount(0);
    }

    @Test
    void who_leaves_without_a_network_leaves_when_everything_is_saved() {
        var study = world.open(world.twoShores("Leaving late", 10, 2), "One.", "Two.");
        var ada = world.admitted(study, "East");
        Visitor rater = somebody();
        rater.holds("rater-" + study.code(), ada.session());
        rater.opens("/s/" + study.code() + "/rate");
        rater.sees("Item 1 of 2");
        rater.losesTheNetwork();
        rater.option(0, "Yes").check();
        rater.option(1, "No").check();
        rater.presses("Exit");
        assertThat(rater.page.locator("#leaving"))
                .hasText("You leave as soon as these answers are saved: 2. They are kept" + " here until then.");
        rater.isBackOnline();
        rater.sees("You have left the study");
        assertEquals(2, world.drafts(ada));
    }

    @Test
    void a_second_tab_only_shows_until_somebody_continues_there() {
        var study = world.open(world.twoShores("Two tabs", 10, 2), "One.", "Two.");
        Visitor rater = somebody();
        rater.entersFrom(study, "West");
        rater.option(0, "Yes").check();
        assertThat(rater.state()).hasText("Saved");
        Page second = rater.page.context().newPage();
        second.navigate(rater.page.url());
        assertThat(second.getByText("You have this study open in another tab.")).isVisible();
        assertThat(second.locator("#submit")).isDisabled();
        assertEquals(true, second.evaluate("document.querySelector('#judgment').inert"));
        assertThat(second.getByText("Skip", new Page.GetByTextOptions().setExact(true)))
                .hasCount(0);
        second.keyboard().press("s");
        second.waitForTimeout(300);
        assertEquals(rater.page.url(), second.url(), "nothing is passed over here either");
        second.getByText("Continue here").click();
        assertThat(second.locator("#submit")).isEnabled();
        assertThat(second.locator("[data-question] :checked")).hasCount(1);
        assertThat(rater.page.getByText("You have this study open in another tab."))
                .isVisible();
    }

    @Test
    void who_left_the_page_at_once_shows_nothing_by_going_back() {
        var study = world.open(world.twoShores("Quick exit", 10, 3), "One.", "Two.", "Three.");
        Visitor rater = somebody();
        rater.entersFrom(study, "West");
        rater.answersEverything("Yes");
        rater.submits();
        rater.sees("Item 2 of 3");
        rater.pressesKey("Escape");
        rater.pressesKey("Escape");
        rater.sees("Take your time");
        rater.page.goBack();
        rater.sees("Take your time");
        assertFalse(rater.html().contains("Rate this reply"));
        rater.presses("Continue");
        rater.sees("Item 2 of 3");
    }

    @Test
    void who_finds_it_hard_to_read_sees_a_conversation_only_when_they_ask() {
        var study = world.open(world.twoShores("Hard to read", 10, 2), "One.", "Two.");
        Visitor rater = somebodyWithoutScripts();
        rater.entersFrom(study, "West");
        rater.presses("Hide the text until I choose");
        assertThat(rater.page.locator(".turn-last")).isHidden();
        rater.page.getByText("Show the conversation").click();
        assertThat(rater.page.locator(".turn-last")).isVisible();
        rater.answersEverything("No");
        rater.submits();
        rater.sees("Item 2 of 2");
        assertThat(rater.page.locator(".turn-last")).isHidden();
        rater.presses("Show conversations at once again");
        assertThat(rater.page.locator(".turn-last")).isVisible();
    }
}

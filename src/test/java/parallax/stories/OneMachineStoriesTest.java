package parallax.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.durability.Violations.violations;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.store.Invariants;
import parallax.store.PostgresResource;

/// Two people take turns at one machine. What the browser keeps of one never becomes the other's.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class OneMachineStoriesTest extends Story {
    private static final int READING_MS = 4_000;

    @Inject
    Invariants invariants;

    @Test
    void what_one_rater_answered_without_a_network_waits_for_them_and_is_never_the_next_one_s() {
        var study = world.open(world.twoShores("Taking turns", 10, 2), "One.", "Two.", "Three.");
        var ada = world.admitted(study, "East");
        var ben = world.admitted(study, "East");
        Visitor machine = somebody();
        sitsDown(machine, study, ada);
        machine.losesTheNetwork();
        machine.answersEverything("Yes");
        assertThat(machine.page.locator(".rating-header .saved-state")).containsText("Offline");

        machine.holds("rater-" + study.code(), ben.session());
        machine.isBackOnline();
        sitsDown(machine, study, ben);
        assertThat(machine.page.locator("[data-question] :checked")).hasCount(0);
        machine.option(0, "No").check();
        assertThat(machine.page.locator(".rating-header .saved-state")).hasText("Saved");
        assertEquals(0, world.drafts(ada), "nobody sends them for her");
        assertEquals(1, world.drafts(ben));
        machine.answersEverything("No");
        machine.submits();
        machine.sees("Item 2 of 2");

        sitsDown(machine, study, ada);
        assertThat(machine.option(0, "Yes")).isChecked();
        assertThat(machine.page.locator(".rating-header .saved-state")).hasText("Saved");
        assertEquals(machine.questions().count(), world.drafts(ada));
        machine.submits();
        machine.sees("Item 2 of 2");
        assertEquals(List.of(), violations(invariants));
    }

    @Test
    void nobody_is_billed_the_time_of_whoever_sat_there_before() {
        var study = world.open(world.twoShores("Reading times", 10, 2), "One.", "Two.", "Three.");
        var slow = world.admitted(study, "East");
        var quick = world.admitted(study, "East");
        Visitor machine = somebody();
        sitsDown(machine, study, slow);
        machine.page.waitForTimeout(READING_MS);
        long begun = System.nanoTime();
        sitsDown(machine, study, quick);
        machine.answersEverything("No");
        machine.submits();
        machine.sees("Item 2 of 2");
        long tookMs = (System.nanoTime() - begun) / 1_000_000;
        long billedMs = world.activeMs(quick);
        assertTrue(0 < billedMs && billedMs <= tookMs, billedMs + " ms for " + tookMs + " ms");
        assertEquals(List.of(), violations(invariants));
    }

    @Test
    void each_question_gets_its_part_of_the_time_and_none_where_scripts_are_off() {
        var study = world.open(world.twoShores("Times of questions", 10, 2), "One.", "Two.", "Three.");
        var slow = world.admitted(study, "East");
        Visitor machine = somebody();
        sitsDown(machine, study, slow);
        machine.page.waitForTimeout(READING_MS);
        machine.answersEverything("No");
        machine.submits();
        machine.sees("Item 2 of 2");
        List<Long> times = world.questionMs(slow);
        assertEquals(machine.questions().count(), times.size(), "every question that was asked, and nothing derived");
        assertTrue(times.getFirst() >= READING_MS - 500, "reading counts with the first: " + times);
        assertTrue(times.stream().skip(1).allMatch(ms -> 0 <= ms && ms < READING_MS), times.toString());
        assertTrue(
                times.stream().mapToLong(Long::longValue).sum() <= world.activeMs(slow) + times.size(),
                times + " of " + world.activeMs(slow));

        var plain = world.admitted(study, "East");
        Visitor withoutScripts = somebodyWithoutScripts();
        sitsDown(withoutScripts, study, plain);
        withoutScripts.answersEverything("No");
        withoutScripts.submits();
        withoutScripts.sees("Item 2 of 2");
        assertEquals(List.of(), world.questionMs(plain));
        assertEquals(List.of(), violations(invariants));
    }

    private static void sitsDown(Visitor machine, World.OpenStudy study, World.Rater rater) {
        machine.holds("rater-" + study.code(), rater.session());
        machine.opens("/s/" + study.code() + "/rate");
        machine.sees("Item 1 of 2");
    }
}

package parallax.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static parallax.durability.Violations.violations;

import com.microsoft.playwright.options.SelectOption;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parallax.analysis.AnalysisJob;
import parallax.identity.Role;
import parallax.signal.StudySignals;
import parallax.store.Invariants;
import parallax.store.PostgresResource;
import parallax.study.Signal;

/// What raters and researchers see of the care that a study looks at.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class CareStoriesTest extends Story {
    @Inject
    StudySignals signals;

    @Inject
    AnalysisJob job;

    @Inject
    Invariants invariants;

    @Test
    void a_rater_reads_what_is_looked_at_before_they_agree_and_what_was_seen_with_their_data() {
        var study = world.openLooking(
                world.twoShores("Looked at", 10, 2), Map.of(Signal.STRAIGHT_LINING, 9.0), "One.", "Two.", "Three.");
        Visitor rater = somebody();
        rater.opens("/s/" + study.code());
        rater.sees(Signal.STRAIGHT_LINING.disclosure());
        rater.entersFrom(study, "East");
        rater.answersEverything("No");
        rater.submits();
        rater.sees("Item 2 of 2");
        rater.opens("/s/" + study.code() + "/my-data");
        rater.sees(Signal.STRAIGHT_LINING.disclosure());
        rater.sees(Signal.STRAIGHT_LINING.title());
    }

    @Test
    void two_who_take_part_in_one_browser_are_noted_and_somebody_elsewhere_is_not() {
        var study = world.openLooking(
                world.twoShores("One browser", 10, 2), Map.of(Signal.DUPLICATE_DEVICE, 1.0), "One.", "Two.", "Three.");
        Visitor shared = somebody();
        for (String shore : List.of("East", "West")) {
            shared.entersFrom(study, shore);
            shared.answersEverything("No");
            shared.submits();
            shared.sees("Item 2 of 2");
            shared.presses("Exit");
            shared.sees("You have left the study");
        }
        Visitor alone = somebody();
        alone.entersFrom(study, "East");
        alone.answersEverything("No");
        alone.submits();
        alone.sees("Item 2 of 2");
        assertEquals(
                List.of(1.0, 1.0, 0.0),
                signals.of(study.id()).stream()
                        .map(one -> one.value(Signal.DUPLICATE_DEVICE).orElseThrow())
                        .toList());
        assertEquals(List.of(), violations(invariants));
    }

    @Test
    void a_rater_meets_an_attention_item_like_any_other_and_it_is_no_judgment() {
        var olga = world.person(Role.OWNER, "Olga");
        long draft = world.draft(world.twoShores("Attentive", 10, 2), olga);
        Visitor researcher = signedIn(somebody(), olga);
        researcher.opens("/studies/" + draft + "/attention");
        researcher.page.getByLabel("What raters read as its reply").fill("Please choose Yes for everything.");
        researcher.page.getByLabel("The answer that it expects").selectOption(new SelectOption().setIndex(2));
        researcher.presses("Add it");
        researcher.sees("Please choose Yes for everything.");
        researcher.page.getByLabel("Attention items: one in so many").fill("2");
        researcher.presses("Save");
        researcher.opens("/studies/" + draft + "/signals");
        researcher.page.locator("input[name=signal][value=attention]").check();
        researcher.presses("Save");
        world.item(draft, 10, "one", "", "Is that a good idea?", "One.");
        world.item(draft, 11, "two", "", "Is that a good idea?", "Two.");
        var study = world.published(draft);

        Visitor rater = somebody();
        rater.entersFrom(study, "East");
        rater.sees("Item 1 of 3");
        rater.answersEverything("No");
        rater.submits();
        rater.sees("Item 2 of 3");
        rater.sees("Please choose Yes for everything.");
        rater.answersEverything("Yes");
        rater.submits();
        rater.sees("Item 3 of 3");
        rater.answersEverything("No");
        rater.submits();
        rater.sees("You have finished");
        assertEquals(2, world.judgments(study));
        assertEquals(
                0.0, signals.of(study.id()).getFirst().value(Signal.ATTENTION).orElseThrow());
        assertEquals(List.of(), violations(invariants));
    }

    @Test
    void a_researcher_looks_at_an_exclusion_makes_it_and_asks_for_an_analysis_without_those_raters() {
        var study = world.openLooking(
                world.twoShores("Ruled by hand", 20, 1), Map.of(Signal.STRAIGHT_LINING, 9.0), "One.", "Two.");
        world.crowd(study, "East", 3, 1);
        var olga = world.person(Role.OWNER, "Olga");
        Visitor researcher = signedIn(somebody(), olga);
        researcher.opens("/studies/" + study.id() + "/analyses");
        researcher.follows("Exclusions");
        researcher.page.getByLabel(Signal.STRAIGHT_LINING.title()).first().check();
        researcher.page.getByLabel(Signal.STRAIGHT_LINING.title() + ": from").fill("1");
        researcher.presses("Look at its effect");
        researcher.sees("What it would change");
        researcher.page.getByLabel("Name").fill("long-runs");
        researcher.presses("Make the exclusion");
        researcher.sees("in use");
        researcher.opens("/studies/" + study.id() + "/analyses");
        researcher.page.getByLabel("Leave out raters by the exclusion").selectOption("long-runs");
        researcher.presses("Analyze");
        researcher.sees("without raters excluded by “long-runs” (straightLining ≥ 1)");
        while (job.runNext()) {}
        researcher.opens("/studies/" + study.id() + "/analyses");
        researcher.page.locator("#analyses a").first().click();
        researcher.sees("The same of everybody: analysis");
    }
}

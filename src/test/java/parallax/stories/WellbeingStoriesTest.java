package parallax.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.durability.Violations.violations;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parallax.durability.TestClock;
import parallax.identity.Role;
import parallax.store.Invariants;
import parallax.store.PostgresResource;

/// A rater is asked only so much on a day, sees what they have read, and tells the researchers what is
/// wrong with an item.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class WellbeingStoriesTest extends Story {
    @Inject
    TestClock clock;

    @Inject
    Invariants invariants;

    @AfterEach
    void nothing_is_broken() {
        assertEquals(List.of(), violations(invariants));
    }

    private Visitor researcher(World.OpenStudy study) {
        var ines = world.person(Role.RESEARCHER, "Ines");
        world.share(study, ines, Role.RESEARCHER, true);
        return signedIn(ines);
    }

    private static Locator row(Visitor visitor, String first) {
        return visitor.page
                .locator("tr")
                .filter(new Locator.FilterOptions().setHasText(first))
                .first();
    }

    @Test
    void a_rater_is_asked_only_so_much_on_a_day_and_goes_on_the_next() {
        var study = world.open(world.twoShores("Enough", 10, 3), "One.", "Two.", "Three.");
        Visitor researcher = researcher(study);
        researcher.opens("/studies/" + study.id() + "/terms");
        researcher.page.locator("#dailyItems").fill("many");
        researcher.presses("Save");
        researcher.sees("Most items on a day must be a whole number");
        researcher.page.locator("#dailyItems").fill("2");
        researcher.presses("Save");
        researcher.sees("Raters who agreed");
        for (Visitor rater : List.of(somebody(), somebodyWithoutScripts())) {
            rater.entersFrom(study, "West");
            rater.answersEverything("Yes");
            rater.submits();
            rater.sees("Item 2 of 3");
            rater.answersEverything("Yes");
            rater.submits();
            rater.sees("That is enough for today");
            rater.sees("Your own code");
        }
        var faults = new ArrayList<String>();
        AccessibilityTest.look(visitors().get(1), "enough for today", faults);
        assertEquals(List.of(), faults);
        assertEquals(4, world.judgments(study));
        clock.advance(Duration.ofDays(1));
        Visitor rater = visitors().get(1);
        rater.opens("/s/" + study.code());
        rater.sees("Item 3 of 3");
    }

    @Test
    void raters_and_researchers_see_what_was_read_by_how_hard_it_is() {
        var study = world.open(world.twoShores("Read so far", 10, 2), "One.", "Two.");
        Visitor researcher = researcher(study);
        researcher.opens("/studies/" + study.id() + "/items");
        researcher.page.locator("tbody a").first().click();
        researcher.page.getByLabel("How hard it is to read").selectOption("severe");
        researcher.page.getByLabel("The same for every item of its topic").check();
        researcher.presses("Save");
        assertThat(researcher.page.getByLabel("How hard it is to read")).hasValue("severe");
        Visitor rater = somebodyWithoutScripts();
        rater.entersFrom(study, "West");
        rater.answersEverything("Yes");
        rater.submits();
        rater.sees("Item 2 of 2");
        rater.presses("My data");
        assertThat(row(rater, "severe").locator("td").first()).hasText("2");
        assertThat(row(rater, "severe").locator("td").nth(1)).hasText("2");
        researcher.opens("/studies/" + study.id() + "/problems");
        assertThat(row(researcher, "severe").locator("td").nth(1)).hasText("2");
        assertThat(row(researcher, "severe").locator("td").nth(3)).hasText("2");
    }

    @Test
    void a_problem_with_an_item_reaches_the_researchers_and_costs_the_rater_nothing() {
        var study = world.open(world.twoShores("Something wrong", 10, 2), "One.", "Two.");
        Visitor researcher = researcher(study);
        for (Visitor rater : List.of(somebodyWithoutScripts(), somebody())) {
            rater.entersFrom(study, "West");
            rater.option(0, "Yes").check();
            if (rater == visitors().get(2)) {
                assertThat(rater.state()).hasText("Saved");
                rater.page.getByText("Report a problem with this item").press("Enter");
            } else {
                rater.presses("Report a problem with this item");
            }
            rater.presses("Send");
            rater.page.locator("#note").fill("The reply breaks off in the middle.");
            rater.page.getByLabel("Parts of it cannot be read or understood").check();
            rater.presses("Send");
            rater.sees("The researchers read what you reported.");
            rater.follows("Back to the conversation");
            rater.sees("Item 1 of 2");
            assertThat(rater.option(0, "Yes")).isChecked();
            rater.opens("/s/" + study.code() + "/my-data");
            rater.sees("The reply breaks off in the middle.");
        }
        researcher.opens("/studies/" + study.id() + "/problems");
        var faults = new ArrayList<String>();
        AccessibilityTest.look(researcher, "reported problems", faults);
        assertEquals(List.of(), faults);
        assertThat(researcher.page.getByText("The reply breaks off in the middle."))
                .hasCount(2);
        researcher
                .page
                .getByText("Handled", new Page.GetByTextOptions().setExact(true))
                .first()
                .click();
        assertThat(researcher.page.getByText("Open again")).hasCount(1);
        researcher.page.locator("tbody a").first().click();
        researcher.sees("Problems that raters reported:");
        String at = home.resolve("/").toString();
        String csv = researcher
                .page
                .request()
                .get(at + "studies/" + study.id() + "/export/problems.csv")
                .text();
        assertEquals(3, csv.lines().count(), csv);
        String api = researcher
                .page
                .request()
                .get(at + "api/v1/studies/" + study.id() + "/problem-reports")
                .text();
        assertTrue(api.contains("UNREADABLE") && api.contains("handledAt"), api);
    }

    @Test
    void an_export_says_how_many_withdrew_since() {
        var study = world.open(world.twoShores("Handed out", 10, 1), "One.");
        Visitor researcher = researcher(study);
        Visitor rater = somebodyWithoutScripts();
        rater.entersFrom(study, "West");
        rater.answersEverything("Yes");
        rater.submits();
        String at = home.resolve("/studies/" + study.id() + "/export/").toString();
        researcher.page.request().get(at + "long.csv").text();
        clock.advance(Duration.ofSeconds(1));
        rater.opens("/s/" + study.code() + "/my-data/withdrawal");
        rater.page.getByLabel("Delete my data").check();
        rater.presses("Withdraw");
        rater.sees("You have withdrawn");
        researcher.opens("/studies/" + study.id() + "/export");
        assertThat(row(researcher, "long.csv").locator("td").nth(1)).hasText("1");
        String manifest = researcher.page.request().get(at + "manifest.json").text();
        assertTrue(manifest.contains("\"withdrawn\":1") && manifest.contains("\"withdrawnSince\":1"), manifest);
        String api = researcher
                .page
                .request()
                .get(home.resolve("/api/v1/studies/" + study.id() + "/withdrawals")
                        .toString())
                .text();
        assertTrue(api.contains("\"withdrawn\":1"), api);
    }
}

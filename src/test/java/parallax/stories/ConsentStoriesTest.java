package parallax.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.durability.Violations.violations;

import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parallax.identity.Role;
import parallax.store.Invariants;
import parallax.store.PostgresResource;

/// A researcher says field by field what raters agree to; raters read it, and correct what they said of
/// themselves.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ConsentStoriesTest extends Story {
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

    @Test
    void what_a_researcher_says_field_by_field_is_what_raters_read_and_agree_to() {
        var study = world.open(world.twoShores("Told before", 10, 2), "One.", "Two.");
        Visitor researcher = researcher(study);
        researcher.opens("/studies/" + study.id() + "/design");
        researcher.follows("Consent and care");
        researcher.page.getByLabel("Institution").fill("The Harbour Institute");
        researcher.page.getByLabel("Reference of the ethics approval").fill("HB-2026-17");
        researcher.page.locator("#kinds").fill("threats of violence; fierce; 5");
        researcher.page.locator("#kept").fill("Your answers, for ten years.");
        researcher.page.locator("#helplines").fill("Northland: 0000 111\nSouthland: 0000 222");
        researcher.presses("Save");
        researcher.sees("Line 1 of the kinds of content is not a kind");
        researcher.page.locator("#kinds").fill("threats of violence; severe; 5\nrude words; mild; 40");

        Visitor early = somebody();
        early.opens("/s/" + study.code());
        researcher.presses("Save");
        assertThat(researcher.page.locator(".error-summary")).hasCount(0);
        researcher.sees("Raters who agreed");
        early.agrees();
        early.sees("This page was changed after you opened it.");

        Visitor rater = somebodyWithoutScripts();
        rater.opens("/s/" + study.code());
        rater.sees("The Harbour Institute");
        rater.sees("HB-2026-17");
        rater.sees("Your answers, for ten years.");
        assertThat(rater.page.getByRole(AriaRole.ROW).nth(1)).containsText("about 5 in 100 conversations");
        // a study is read anew after a second (OpenedStudies)
        for (int again = 0; again < 100 && !rater.html().contains("Southland"); again++) {
            rater.opens("/s/" + study.code());
        }
        rater.sees("Southland");
        rater.sees(World.CONSENT);
        rater.agrees();
        rater.livesOn("West");
        rater.sees("Rate this reply");
        rater.page.locator(".rating-menu a[href='#helplines']").click();
        assertThat(rater.page.locator("#helplines")).containsText("Northland");
        rater.opens("/s/" + study.code() + "/my-data");
        rater.sees("Version 2");
        rater.sees("The Harbour Institute");

        researcher.opens("/studies/" + study.id() + "/terms");
        assertThat(researcher.page.locator("tbody tr").first().locator("td").nth(1))
                .hasText("1");
        String export = researcher
                .page
                .request()
                .get(home.resolve("/studies/" + study.id() + "/export/consent.json")
                        .toString())
                .text();
        assertTrue(export.contains("HB-2026-17") && export.contains("SEVERE"), export);
        String api = researcher
                .page
                .request()
                .get(home.resolve("/api/v1/studies/" + study.id() + "/consent-versions")
                        .toString())
                .text();
        assertEquals(export, api);
    }

    @Test
    void the_helplines_open_by_link_on_every_rating_page() {
        var study = world.open(world.twoShores("Somebody to talk to", 10, 2), "One.", "Two.");
        Visitor rater = somebody();
        rater.entersFrom(study, "West");
        rater.page.locator(".rating-menu a[href='#helplines']").press("Enter");
        assertThat(rater.page.locator("dialog[open]")).containsText("0000 111");
        rater.pressesKey("Escape");
        assertThat(rater.page.locator("dialog[open]")).hasCount(0);
    }

    @Test
    void a_rater_corrects_what_they_said_of_themselves_where_the_study_allows_it() {
        var study = world.open(world.twoShores("Corrected", 10, 2), "One.", "Two.");
        Visitor researcher = researcher(study);
        Visitor rater = somebodyWithoutScripts();
        rater.entersFrom(study, "West");
        rater.answersEverything("Yes");
        rater.submits();
        rater.opens("/s/" + study.code() + "/my-data");
        assertFalse(rater.html().contains("Correct it"));
        assertEquals("1", judgedBy(researcher, study, "West"));

        researcher.opens("/studies/" + study.id() + "/terms");
        researcher
                .page
                .getByLabel("Raters may correct what they said of themselves")
                .check();
        researcher.presses("Save");
        researcher.sees("Raters who agreed");
        rater.page.waitForTimeout(1_100); // a study is read again after a second
        rater.opens("/s/" + study.code() + "/my-data");
        rater.follows("Correct it");
        assertThat(rater.page.getByLabel("West", new com.microsoft.playwright.Page.GetByLabelOptions().setExact(true)))
                .isChecked();
        rater.page
                .getByLabel("East", new com.microsoft.playwright.Page.GetByLabelOptions().setExact(true))
                .check();
        rater.presses("Save");
        rater.sees("What I said before");
        assertThat(rater.page
                        .locator("dl.facts")
                        .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("until")))
                .containsText("West");
        assertEquals("1", judgedBy(researcher, study, "East"));
        assertEquals("0", judgedBy(researcher, study, "West"));
    }

    private static String judgedBy(Visitor researcher, World.OpenStudy study, String group) {
        researcher.opens("/studies/" + study.id());
        return researcher
                .page
                .locator("table")
                .first()
                .locator("tr")
                .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText(group))
                .locator("td")
                .first()
                .textContent();
    }
}

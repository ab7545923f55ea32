package parallax.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.identity.Role;
import parallax.store.PostgresResource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RatingStoriesTest extends Story {

    @Test
    void a_new_rater_judges_a_conversation_and_sees_it_counted() {
        var study = world.open(world.twoShores("Ladders", 10, 2), "Stand on the top rung.", "Hold on with one hand.");
        var ines = world.person(Role.RESEARCHER, "Ines");
        world.share(study, ines, Role.RESEARCHER, true);
        Visitor researcher = signedIn(ines);
        researcher.opens("/studies/" + study.id());
        assertThat(researcher.page.locator("#n-judgments")).hasText("0");
        researcher.page.evaluate("window.neverReloaded = true");

        Visitor rater = somebody();
        rater.entersFromPanel(study, "East", "panel-1");
        rater.sees("Item 1 of 2");
        rater.answersEverything("No");
        rater.sees("Saved");
        rater.submits();
        rater.sees("Item 2 of 2");

        assertThat(researcher.page.locator("#n-judgments")).hasText("1");
        assertEquals(true, researcher.page.evaluate("window.neverReloaded"));
        rater.answersEverything("Yes");
        rater.submits();
        rater.sees("Thank you. You have finished.");
        rater.sees("DONE-42");
        assertEquals(2, world.judgments(study));
    }

    @Test
    void two_raters_of_two_groups_disagree_and_the_dashboard_shows_both() {
        var study =
                world.open(world.twoShores("Neighbours", 10, 1), "Ring them at night, then they know how it feels.");
        Visitor eastern = somebody();
        eastern.entersFrom(study, "East");
        eastern.answersEverything("Yes");
        eastern.submits();
        eastern.sees("Thank you. You have finished.");
        Visitor western = somebody();
        western.entersFrom(study, "West");
        western.answersEverything("No");
        western.submits();
        western.sees("Thank you. You have finished.");

        var ines = world.person(Role.RESEARCHER, "Ines");
        world.share(study, ines, Role.RESEARCHER, true);
        Visitor researcher = signedIn(ines);
        researcher.opens("/studies/" + study.id());
        assertThat(row(researcher, "East").locator("td").nth(4)).hasText("100.0 %");
        assertThat(row(researcher, "West").locator("td").nth(4)).hasText("0.0 %");
        assertThat(row(researcher, "Everyone").locator("td").nth(4)).hasText("50.0 %");
        assertThat(researcher.page.locator("svg.bar-chart").first()).isVisible();
        researcher.opens("/studies/" + study.id() + "/items");
        researcher.sees("Ring them at night");
    }

    private static Locator row(Visitor visitor, String group) {
        return visitor.page
                .locator("table")
                .first()
                .locator("tr")
                .filter(new Locator.FilterOptions().setHasText(group));
    }

    @Test
    void keyboard_only() {
        var study = world.open(
                world.plan(world.introduction("Many questions"), World.CONSENT, "dices-350", 10, 1, 1),
                "Just walk it off.");
        var rater = world.admitted(study, "West");
        Visitor visitor = somebody();
        visitor.holds("rater-" + study.code(), rater.session());
        visitor.opens("/s/" + study.code() + "/rate");
        visitor.sees("Rate this reply");
        int questions = visitor.questions().count();
        assertEquals(20, questions, "24 with the four that are derived");
        int pressed = 0;
        for (; pressed < questions; pressed++) {
            visitor.page.keyboard().press(String.valueOf(1 + pressed % 3));
        }
        visitor.page.keyboard().press("Control+Enter");
        pressed += 2;
        visitor.sees("Thank you. You have finished.");
        assertTrue(pressed <= questions + 2, pressed + " keys");
        assertEquals(1, world.judgments(study));
    }

    @Test
    void twenty_four_questions_take_twenty_six_keys() {
        int most = 26;
        var study = world.open(
                world.plan(world.introduction("Twenty-five"), World.CONSENT, "dices-990", 10, 1, 1), "Walk it off.");
        var rater = world.admitted(study, "West");
        Visitor visitor = somebody();
        visitor.holds("rater-" + study.code(), rater.session());
        visitor.opens("/s/" + study.code() + "/rate");
        visitor.sees("Rate this reply");
        assertEquals(25, visitor.questions().count(), "dices-990 asks one question more");
        int pressed = 0;
        for (; pressed < 24; pressed++) {
            visitor.pressesKey(String.valueOf(1 + pressed % 3));
        }
        assertEquals(24, visitor.page.locator(".options input:checked").count(), "one key a question");
        visitor.pressesKey("1"); // the one more
        visitor.pressesKey("Control+Enter");
        pressed += 2;
        visitor.sees("Thank you. You have finished.");
        assertTrue(pressed <= most, pressed + " keys");
        assertEquals(1, world.judgments(study));
    }

    @Test
    void scripts_off() {
        var study = world.open(world.twoShores("Plain pages", 10, 2), "First reply.", "Second reply.", "Third reply.");
        Visitor rater = somebodyWithoutScripts();
        rater.entersFromPanel(study, "East", "panel-2");
        rater.submits();
        rater.sees("Please answer these questions too:");
        rater.answersEverything("Unsure");
        rater.submits();
        rater.sees("Item 2 of 2");
        rater.presses("Skip");
        rater.page.getByLabel("I cannot make sense of it").check();
        rater.presses("Skip it");
        rater.sees("Item 2 of 2");
        rater.answersEverything("No");
        rater.submits();
        rater.sees("DONE-42");
        assertEquals(2, world.judgments(study));

        var ines = world.person(Role.RESEARCHER, "Ines");
        world.share(study, ines, Role.RESEARCHER, true);
        Visitor researcher = signedIn(somebodyWithoutScripts(), ines);
        researcher.opens("/studies/" + study.id());
        assertThat(row(researcher, "East").locator("td").nth(1)).hasText("2");
    }

    @Test
    void the_next_item_was_fetched_before_and_its_clock_starts_when_it_is_shown() {
        var study = world.open(world.twoShores("Fetched before", 10, 2), "First.", "Second.");
        Visitor rater = somebody();
        rater.entersFrom(study, "East");
        var pages = new ArrayList<String>();
        rater.page.onRequest(request -> {
            if (request.method().equals("GET")
                    && request.url().contains("/items/")
                    && !request.url().endsWith("/next")) {
                pages.add(request.url());
            }
        });
        rater.page.waitForResponse(response -> response.url().endsWith("/next"), () -> rater.answersEverything("No"));
        assertThat(rater.page.locator(".saved-state")).hasText("Saved");
        assertEquals(0, world.opened(study, 2));
        rater.page.waitForResponse(response -> response.url().endsWith("/opened"), rater::submits);
        rater.sees("Item 2 of 2");
        assertEquals(List.of(), pages, "no page was loaded for the second item");
        assertEquals(1, world.opened(study, 2));
    }

    @Test
    void a_reload_keeps_what_was_chosen_and_undo_takes_it_back() {
        var study = world.open(world.twoShores("Reloading", 10, 1), "A reply.");
        Visitor rater = somebody();
        rater.entersFrom(study, "West");
        rater.option(0, "Yes").check();
        rater.option(1, "No").check();
        assertThat(rater.page.locator(".saved-state")).hasText("Saved");
        rater.page.reload();
        assertThat(rater.option(0, "Yes")).isChecked();
        assertThat(rater.option(1, "No")).isChecked();
        rater.option(1, "Unsure").check();
        rater.page.keyboard().press("Control+z");
        assertThat(rater.option(1, "No")).isChecked();
        assertThat(rater.page.locator(".saved-state")).hasText("Saved");
        rater.page.reload();
        assertThat(rater.option(1, "No")).isChecked();
    }

    @Test
    void a_rater_goes_back_and_changes_an_answer() {
        var study = world.open(world.twoShores("Second thoughts", 10, 2), "One.", "Two.");
        Visitor rater = somebody();
        rater.entersFrom(study, "West");
        rater.answersEverything("Yes");
        rater.submits();
        rater.sees("Item 2 of 2");
        rater.follows("Back");
        rater.sees("Item 1 of 2");
        rater.option(0, "No").check();
        rater.presses("Save changes");
        rater.sees("Item 2 of 2");
        assertEquals(2, world.judgments(study), "a change is a second revision");
    }

    @Test
    void who_leaves_an_open_study_comes_back_with_a_code_of_their_own_on_any_device() {
        var study = world.open(world.twoShores("Leaving", 10, 2), "One.", "Two.");
        Visitor rater = somebody();
        rater.entersFrom(study, "West");
        rater.answersEverything("Yes");
        rater.submits();
        rater.sees("Item 2 of 2");
        rater.presses("Exit");
        rater.sees("You have left the study");
        String own = rater.code();
        rater.opens("/s/" + study.code());
        rater.sees("Before you begin");
        Visitor elsewhere = somebody();
        elsewhere.opens("/s/" + study.code() + "/return");
        elsewhere.goesOnWith("0000-0000-0000");
        elsewhere.sees("No rater of this study has this code.");
        elsewhere.goesOnWith(own.toLowerCase(java.util.Locale.ROOT));
        elsewhere.sees("Item 2 of 2");
    }

    @Test
    void a_second_page_without_scripts_does_not_replace_what_the_first_submitted_unknowingly() {
        var study = world.open(world.twoShores("Two pages", 10, 2), "One.", "Two.");
        Visitor rater = somebodyWithoutScripts();
        rater.entersFrom(study, "West");
        Page second = rater.page.context().newPage();
        second.navigate(rater.page.url());
        rater.answersEverything("Yes");
        rater.submits();
        rater.sees("Item 2 of 2");
        for (Locator no : second.getByLabel("No", new Page.GetByLabelOptions().setExact(true))
                .all()) {
            no.check();
        }
        second.locator("#submit").click();
        assertThat(second.locator("#gaps")).containsText("perhaps in another tab");
        assertThat(second.locator("#gaps-title")).isHidden();
        assertEquals(1, world.judgments(study));
        second.locator("#submit").click();
        assertThat(second.locator("h1")).hasText("Item 2 of 2");
        assertEquals(2, world.judgments(study), "now a change that was meant");
    }

    @Test
    void a_rater_with_an_account_goes_on_from_another_device() {
        var study = world.open(world.twoShores("Two devices", 10, 3), "One.", "Two.", "Three.");
        var ada = world.person(Role.RATER, "Ada");
        Visitor atHome = signedIn(ada);
        atHome.opens("/studies");
        atHome.sees("You are not taking part in any study yet.");
        atHome.entersFrom(study, "West");
        atHome.answersEverything("Yes");
        atHome.submits();
        atHome.sees("Item 2 of 3");
        Visitor onTheWay = signedIn(ada);
        onTheWay.opens("/studies");
        onTheWay.sees("1 of 3");
        onTheWay.sees("Judged today: 1");
        atHome.option(0, "No").check();
        assertThat(atHome.state()).hasText("Saved");
        onTheWay.follows("Two devices");
        onTheWay.sees("You have begun this study on another device.");
        onTheWay.presses("Continue here");
        onTheWay.sees("Item 2 of 3");
        assertThat(onTheWay.option(0, "No")).isChecked();
        atHome.option(1, "No").check();
        atHome.sees("Your session in this browser has ended");
    }

    @Test
    void a_rater_with_an_account_finds_open_studies_and_help_of_their_own_and_no_keys_for_programs() {
        var study = world.open(world.twoShores("Open to all", 10, 3), "One.");
        Visitor rater = signedIn(world.person(Role.RATER, "Rosa"));
        rater.opens("/studies");
        Locator offer = rater.page
                .locator("tr")
                .filter(new Locator.FilterOptions().setHas(rater.page.locator("a[href='/s/" + study.code() + "']")));
        assertThat(offer).containsText("12.50 an hour");
        rater.follows("Help");
        rater.sees("Your own view.");
        rater.follows("Your account");
        rater.sees("Rosa");
        assertFalse(rater.html().contains("Keys for programs"));
    }

    @Test
    void a_full_stratum_is_said_kindly_before_any_rating() {
        var study = world.open(world.twoShores("Full", 1, 1), "A reply.");
        world.admitted(study, "East");
        Visitor late = somebody();
        late.comesFromPanel(study, "late", "first");
        late.agrees();
        late.livesOn("East");
        late.sees("Thank you for your interest");
        late.sees("FULL-7");
        assertFalse(late.html().contains("A reply."));
    }

    @Test
    void who_comes_from_a_panel_keeps_no_trace_of_it_in_the_address() {
        var study = world.open(world.twoShores("Panel", 10, 1), "A reply.");
        Visitor rater = somebody();
        rater.opens("/s/" + study.code() + "?PROLIFIC_PID=5f3a99&STUDY_ID=77aa&SESSION_ID=99cc");
        rater.sees("Before you begin");
        assertEquals(home.resolve("/s/" + study.code()).toString(), rater.page.url());
        assertFalse(rater.html().contains("5f3a99"));
        rater.agrees();
        rater.livesOn("West");
        rater.sees("Rate this reply");
    }
}

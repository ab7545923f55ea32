package parallax.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.identity.Role;
import parallax.store.PostgresResource;
import parallax.study.Introduction;

/// A conversation full of markup and script tags stays text, and so does every other text that a person
/// or a model writes: on every page, no script of theirs runs and nothing of theirs becomes an element.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class HostileTextStoryTest extends Story {
    private static final String TEXT = HostileText.everything();
    /// One line of it, which any browser shows as it is.
    private static final String VISIBLE = "<script>alert(1)</script>";

    @Test
    void a_conversation_full_of_markup_and_script_tags_stays_text() {
        var study = hostileStudy();
        Visitor rater = somebody();
        rater.opens("/s/" + study.code());
        staysText(rater);
        rater.agrees();
        staysText(rater);
        rater.page.getByLabel("In my own words", exactly()).check();
        rater.page.locator("input[name^='self.']").fill(HostileText.upTo(200));
        rater.presses("Continue");
        rater.sees("Rate this reply");
        staysText(rater);
        assertThat(rater.page.locator(".turn-last .utterance")).containsText(VISIBLE);
        rater.follows("Skip");
        staysText(rater);
        rater.page.getByLabel("Another reason").check();
        rater.page.getByLabel("Anything you want to add").fill(TEXT);
        rater.presses("Skip it");
        rater.sees("Rate this reply");
        rater.answersEverything("Yes");
        rater.submits();
        rater.sees("Thank you. You have finished.");
        staysText(rater);
        assertEquals(List.of(HostileText.upTo(200)), world.shoresSaid(study));
    }

    @Test
    void the_same_texts_stay_text_for_the_staff() {
        var study = hostileStudy();
        var owner = world.person(Role.OWNER, HostileText.upTo(200));
        world.share(study, owner, Role.RESEARCHER, true);
        world.judges(study, world.admitted(study, HostileText.upTo(500)), 2);
        Visitor staff = signedIn(owner);
        String at = "/studies/" + study.id();
        for (String address : List.of("/studies", at, at + "/items", at + "/design", at + "/export", "/accounts")) {
            staff.opens(address);
            staysText(staff);
            assertTrue(staff.page.innerText("body").contains(VISIBLE), "shown as text on " + address);
        }
        staff.opens(at + "/items");
        staff.page.locator("tbody a").first().click();
        staysText(staff);
        assertThat(staff.page.locator(".turn-last")).containsText(VISIBLE);
    }

    @Test
    void what_a_form_gives_back_stays_text() {
        var owner = world.person(Role.OWNER, "Olga");
        Visitor staff = signedIn(owner);
        staff.opens("/studies/new");
        staff.page.locator("input[name=title]").fill(HostileText.upTo(200));
        staff.page.locator("textarea[name=purpose]").fill(TEXT);
        staff.page.locator("input[name=raters]").fill("none");
        staff.presses("Save the draft");
        staff.sees("must be a whole number");
        staysText(staff);
        assertEquals(
                HostileText.upTo(200), staff.page.locator("input[name=title]").inputValue());
        assertEquals(TEXT, staff.page.locator("textarea[name=purpose]").inputValue());
    }

    private World.OpenStudy hostileStudy() {
        var introduction = new Introduction(HostileText.upTo(200), TEXT, TEXT, TEXT, TEXT, TEXT, 10);
        var study = world.open(world.plan(introduction, TEXT, "safety-short", 10, 1, 1), TEXT, TEXT);
        world.item(study.id(), 2, "third " + HostileText.upTo(150), TEXT, TEXT, TEXT);
        return study;
    }

    /// The dialogs, script errors and reports that a page gives rise to are looked at when the story
    /// ends.
    private static void staysText(Visitor visitor) {
        String ours = "script:not([src^='/']), [onerror], [onload], [onfocus], iframe, base, math, meta[http-equiv],"
                + " a[href^='javascript'], form[action*='elsewhere'], main img";
        assertEquals(0, visitor.page.locator(ours).count(), "elements made of text on " + visitor.path());
    }

    private static com.microsoft.playwright.Page.GetByLabelOptions exactly() {
        return new com.microsoft.playwright.Page.GetByLabelOptions().setExact(true);
    }
}

package parallax.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.store.PostgresResource;

/// What a rater writes is kept from the first key on, what they give up is given up, and no key answers what
/// they have not looked at.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class WrittenWordsStoriesTest extends Story {
    private static final String PROMPT = "What should the reply have said?";

    private World.OpenStudy study = new World.OpenStudy(0, "");

    @BeforeEach
    void a_study_that_asks_for_words() {
        study = world.open(
                world.plan(world.introduction("Words"), World.CONSENT, "question-types", 10, 2, 1), "One.", "Two.");
    }

    @Test
    void words_are_kept_although_the_page_goes_before_the_writer_pauses() {
        Visitor rater = arrives("words-1");
        words(rater).focus();
        rater.page.keyboard().type("Nothing at all");
        assertNotEquals("Saved", rater.state().textContent(), "half a second passes before words are sent");
        rater.page.reload();
        assertThat(words(rater)).hasValue("Nothing at all");
        assertThat(rater.state()).hasText("Saved");
        words(rater).press("End");
        rater.page.keyboard().type(", ever");
        String address = rater.path();
        rater.page.close(new Page.CloseOptions().setRunBeforeUnload(true));
        Visitor again = rater.in(rater.page.context().newPage());
        again.opens(address);
        assertThat(words(again)).hasValue("Nothing at all, ever");
    }

    @Test
    void who_closes_the_tab_while_words_are_nowhere_else_is_asked_first() {
        Visitor rater = arrives("words-2");
        rater.losesTheNetwork();
        words(rater).click();
        rater.page.keyboard().type("Only here");
        assertThat(rater.state()).hasText(Pattern.compile("Offline: \\d+ kept here|Not saved: retrying"));
        rater.page.close(new Page.CloseOptions().setRunBeforeUnload(true));
        rater.page.waitForCondition(() -> rater.staysAsked() == 1);
        rater.isBackOnline();
        assertThat(rater.state()).hasText("Saved");
    }

    @Test
    void words_that_are_left_as_they_were_do_not_come_back() {
        Visitor rater = arrives("words-3");
        answersAll(rater);
        words(rater).fill("As it was");
        rater.submits();
        rater.sees("Item 2 of 2");
        rater.follows("Back");
        rater.sees("Leave it as it was");
        words(rater).fill("Changed my mind");
        rater.presses("Leave it as it was");
        rater.sees("Item 2 of 2");
        rater.page.waitForTimeout(700); // longer than a pause in writing
        rater.follows("Back");
        rater.sees("Leave it as it was");
        assertThat(words(rater)).hasValue("As it was");
    }

    @Test
    void a_key_that_was_meant_for_the_conversation_before_answers_nothing_on_the_next() {
        Visitor rater = arrives("words-4");
        answersAll(rater);
        assertThat(rater.state()).hasText("Saved");
        rater.page.waitForTimeout(300); // the next item is fetched ahead
        String before = rater.path();
        rater.page.keyboard().press("Control+Enter");
        rater.page.waitForURL(url -> !url.endsWith(before));
        rater.page.keyboard().press("1");
        rater.page.keyboard().press("1");
        rater.sees("Item 2 of 2");
        assertEquals(0, rater.page.locator("[data-question] :checked").count());
        rater.pressesKey("1");
        assertThat(rater.page.locator("[data-question] :checked")).hasCount(1);
    }

    private Visitor arrives(String panelId) {
        Visitor rater = somebody();
        rater.entersFromPanel(study, "East", panelId);
        return rater;
    }

    private static void answersAll(Visitor rater) {
        rater.page.getByText("to every unanswered question in this group").click();
        rater.questions()
                .filter(new Locator.FilterOptions().setHasText("How serious"))
                .getByRole(AriaRole.RADIO)
                .first()
                .check();
        rater.page
                .getByText("Needs work", new Page.GetByTextOptions().setExact(true))
                .click();
        words(rater).fill("Something");
    }

    private static Locator words(Visitor rater) {
        return rater.questions()
                .filter(new Locator.FilterOptions().setHasText(PROMPT))
                .first()
                .locator("textarea");
    }
}

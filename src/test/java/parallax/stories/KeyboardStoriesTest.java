package parallax.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.store.PostgresResource;

/// A rater who answers by key answers what is before their eyes, and nothing by accident.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class KeyboardStoriesTest extends Story {
    private World.OpenStudy study = new World.OpenStudy(0, "");
    private Visitor rater;

    @BeforeEach
    void somebody_with_twenty_questions_before_them() {
        study = world.open(
                world.plan(world.introduction("By key"), World.CONSENT, "dices-350", 10, 2, 1), "One.", "Two.");
        rater = somebody();
        rater.holds("rater-" + study.code(), world.admitted(study, "West").session());
        rater.opens("/s/" + study.code() + "/rate");
        rater.sees("Rate this reply");
    }

    @Test
    void a_key_shows_a_question_that_is_out_of_sight_before_it_answers_it() {
        rater.page.evaluate("document.querySelector('.questions').scrollTo(0, 100000)");
        rater.pressesKey("1");
        assertThat(chosen()).hasCount(0);
        assertThat(question(0)).isInViewport();
        assertThat(question(0)).hasAttribute("data-current", "");
        rater.pressesKey("1");
        assertThat(chosen()).hasCount(1);
        assertThat(question(0).locator("input").first()).isChecked();
    }

    @Test
    void a_question_taller_than_what_is_seen_is_shown_by_the_first_press_and_answered_by_the_second() {
        Visitor onAPhone = somebodyAt(360, ColorScheme.LIGHT);
        onAPhone.holds("rater-" + study.code(), world.admitted(study, "West").session());
        onAPhone.opens("/s/" + study.code() + "/rate");
        onAPhone.sees("Rate this reply");
        onAPhone.submits();
        onAPhone.sees("Please answer these questions too:");
        onAPhone.page.setViewportSize(360, 560);
        onAPhone.pressesKey("2");
        onAPhone.pressesKey("2");
        assertThat(onAPhone.questions().first().locator("input").nth(1)).isChecked();
        assertThat(onAPhone.page.locator("[data-question] :checked")).hasCount(1);
    }

    @Test
    void a_key_that_is_held_answers_one_question() {
        for (int i = 0; i < 6; i++) {
            rater.page.keyboard().down("1");
        }
        rater.page.keyboard().up("1");
        assertThat(chosen()).hasCount(1);
    }

    @Test
    void who_scrolls_with_the_arrow_keys_changes_no_answer() {
        rater.pressesKey("1");
        for (int i = 0; i < 3; i++) {
            rater.pressesKey("ArrowDown");
        }
        assertThat(chosen()).hasCount(1);
        rater.option(3, "No").check();
        rater.pressesKey("ArrowDown");
        assertThat(rater.option(3, "No")).isChecked();
        assertThat(chosen()).hasCount(2);
    }

    @Test
    void a_french_keyboard_answers_with_the_same_keys() {
        rater.page.evaluate("document.body.dispatchEvent(new KeyboardEvent('keydown',"
                + " {code: 'Digit2', key: 'é', bubbles: true, cancelable: true}))");
        assertThat(question(0).locator("input").nth(1)).isChecked();
    }

    @Test
    void who_likes_to_look_again_stays_at_the_question_they_answered() {
        rater.pressesKey("?");
        rater.page
                .getByLabel("Go on to the next question after answering one by key")
                .uncheck();
        rater.pressesKey("?");
        rater.pressesKey("1");
        rater.pressesKey("2");
        assertThat(chosen()).hasCount(1);
        assertThat(question(0).locator("input").nth(1)).isChecked();
        rater.pressesKey("j");
        rater.pressesKey("1");
        assertThat(chosen()).hasCount(2);
        rater.page.reload();
        rater.pressesKey("j");
        rater.pressesKey("k");
        assertThat(question(2)).not().hasAttribute("data-current", "");
    }

    @Test
    void somebody_gives_skipping_another_key_and_uses_it() {
        rater.pressesKey("?");
        rater.page.getByLabel("Another key: Skip this conversation").click();
        rater.pressesKey("x");
        rater.page.locator("dialog[open] .close").click();
        rater.pressesKey("s");
        assertTrue(rater.path().contains("/items/") && !rater.path().endsWith("/skip"), rater.path());
        rater.pressesKey("x");
        rater.sees("Why are you skipping it?");
    }

    @Test
    void what_was_undone_is_done_again() {
        rater.pressesKey("1");
        rater.pressesKey("2");
        rater.pressesKey("Control+z");
        assertThat(chosen()).hasCount(1);
        rater.pressesKey("Control+y");
        assertThat(chosen()).hasCount(2);
        assertThat(question(1).locator("input").nth(1)).isChecked();
        assertThat(rater.page.locator(".rating-header .saved-state")).hasText("Saved");
    }

    private Locator question(int at) {
        return rater.questions().nth(at);
    }

    private Locator chosen() {
        Page page = rater.page;
        return page.locator("[data-question] :checked");
    }
}

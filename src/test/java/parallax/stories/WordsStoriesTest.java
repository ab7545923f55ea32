package parallax.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.durability.Violations.violations;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parallax.store.Invariants;
import parallax.store.PostgresResource;

/// What the rating page says is what happens, it stands where it is seen, and nothing else stays behind.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class WordsStoriesTest extends Story {
    /// Ids and positions of options under a key that nobody can guess, and how the rater likes their
    /// keys.
    private static final Pattern KEPT_IN_A_BROWSER =
            Pattern.compile("parallax\\.(outbox|clock|question-times):/s/\\S+|parallax\\.(keys|shortcuts|advance)");

    @Inject
    Invariants invariants;

    @AfterEach
    void nothing_is_broken() {
        assertEquals(List.of(), violations(invariants));
    }

    @Test
    void the_list_of_open_questions_names_each_stands_in_view_and_is_never_empty() {
        Visitor rater = somebody();
        rater.entersFrom(world.open(world.twoShores("Gaps", 10, 1), "One."), "West");
        assertThat(rater.page.locator("#gaps")).isHidden();
        rater.option(0, "Yes").check();
        rater.submits();
        rater.sees("Please answer these questions too:");
        int open = rater.questions().count() - 1;
        assertThat(rater.page.locator("#gaps li")).hasCount(open);
        assertTrue(isSeen(rater.page.locator("#gaps")), "nothing lies over the list");
        assertEquals(
                rater.questions().nth(1).getAttribute("id"),
                rater.page.evaluate("document.activeElement.closest('[data-question]')?.id"));
        for (int question = 1; question <= open; question++) {
            rater.option(question, "No").check();
        }
        rater.submits();
        rater.sees("You have finished");
    }

    @Test
    void an_answer_that_is_refused_is_not_said_to_be_being_saved() {
        var study = world.open(world.twoShores("Refused", 10, 2), "One.", "Two.");
        var rater = world.admitted(study, "West");
        Visitor visitor = somebody();
        visitor.holds("rater-" + study.code(), rater.session());
        visitor.opens(world.item(study, rater));
        visitor.sees("Rate this reply");
        world.judges(study, rater, 0); // as from another tab
        visitor.option(0, "Yes").check();
        assertThat(visitor.state()).hasText("Not saved: this conversation is closed");
        visitor.sees("You have already submitted this item, perhaps in another tab.");
        assertTrue(isSeen(visitor.page.locator("#closed")), "the way on is in view");
    }

    @Test
    void what_is_said_at_the_foot_lies_over_no_option() {
        Visitor rater = somebodyAt(360, ColorScheme.LIGHT);
        rater.entersFrom(world.open(world.twoShores("Foot", 10, 1), "One."), "West");
        rater.losesTheNetwork();
        rater.option(0, "Yes").check();
        assertThat(rater.state()).hasText(Pattern.compile("Offline: \\d+ kept here"));
        int last = rater.questions().count() - 1;
        for (int question = 1; question <= last; question++) {
            rater.pressesKey("j");
        }
        Locator option = rater.questions().nth(last).locator("label.option").last();
        option.scrollIntoViewIfNeeded();
        assertTrue(isSeen(option), "the last answer of the last question");
        rater.isBackOnline();
        assertThat(rater.state()).hasText("Saved");
    }

    @Test
    void a_submit_that_cannot_be_pressed_can_still_be_read_in_the_dark() {
        Visitor rater = somebodyAt(1280, ColorScheme.DARK);
        rater.entersFrom(world.open(world.twoShores("Dark", 10, 1), "One."), "West");
        Visitor second = rater.in(rater.page.context().newPage());
        second.opens(rater.path());
        second.sees("You have this study open in another tab.");
        Locator submit = second.page.locator("#submit");
        assertThat(submit).isDisabled();
        double contrast = (double) submit.evaluate(CONTRAST);
        assertTrue(contrast >= 3, "contrast " + contrast);
    }

    @Test
    void a_browser_keeps_nothing_but_what_was_chosen_under_its_conversations_own_key() {
        var study = world.open(world.twoShores("Kept here", 10, 2), "One.", "Two.");
        Visitor rater = somebody();
        rater.entersFrom(study, "West");
        rater.losesTheNetwork();
        rater.option(0, "Yes").check();
        assertThat(rater.state()).hasText(Pattern.compile("Offline: \\d+ kept here|Not saved: retrying"));
        String kept = (String) rater.page.evaluate(
                "JSON.stringify([Object.keys(localStorage), Object.keys(sessionStorage), document.cookie])");
        List<String> keys = Arrays.stream(kept.replaceAll("[\\[\\]\"]", "").split(",", -1))
                .filter(key -> !key.isEmpty())
                .toList();
        assertTrue(keys.stream().anyMatch(key -> key.startsWith("parallax.outbox:" + rater.path())), kept);
        assertEquals(
                List.of(),
                keys.stream()
                        .filter(key -> !KEPT_IN_A_BROWSER.matcher(key).matches())
                        .toList());
        assertEquals(
                0, rater.page.evaluate("indexedDB.databases().then(all => all.length)"), "no database in the browser");
        assertEquals(0, rater.page.evaluate("caches.keys().then(all => all.length)"), "no cache of its own");
        rater.isBackOnline();
        assertThat(rater.state()).hasText("Saved");
        rater.presses("Exit");
        rater.sees("You have left the study");
        assertEquals(0, rater.page.evaluate("Object.keys(localStorage).filter(key => key.includes(':/s/')).length"));
    }

    /// Of the text on its background, by WCAG's relative luminance.
    private static final String CONTRAST = """
            element => {
              const paint = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
              const style = getComputedStyle(element);
              const luminance = colours => {
                paint.clearRect(0, 0, 1, 1);
                for (const colour of colours) { paint.fillStyle = colour; paint.fillRect(0, 0, 1, 1); }
                const [r, g, b] = [...paint.getImageData(0, 0, 1, 1).data].map(v => v / 255)
                  .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
              };
              const page = getComputedStyle(document.body).backgroundColor;
              const behind = luminance([page, style.backgroundColor]);
              const before = luminance([page, style.backgroundColor, style.color]);
              const [dark, light] = [behind, before].sort((a, b) => a - b);
              return (light + 0.05) / (dark + 0.05) + 0.0;
            }""";

    /// Whether it is on the screen with nothing over its middle.
    private static boolean isSeen(Locator element) {
        return (boolean) element.evaluate("""
                element => {
                  const box = element.getBoundingClientRect();
                  const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
                  return top !== null && element.contains(top);
                }""");
    }
}

package parallax.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import parallax.store.PostgresResource;

/// R35: the rating page for whoever forces their own colours, wants nothing to move, or reads at 400 %.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PreferencesStoriesTest extends Story {
    /// What marks must have beside what they stand on (WCAG 2.2, 1.4.11).
    private static final double CONTRAST = 3;

    /// As many as a line of three pixels around a small option has on one side.
    private static final int SEEN = 100;

    private static final String MOVING = """
            [...document.querySelectorAll('*')].flatMap(element => [null, '::before', '::after'].map(part => {
              const style = getComputedStyle(element, part);
              const lasts = durations => durations.split(',').some(one => parseFloat(one) > 0);
              const moves = lasts(style.transitionDuration) || (style.animationName !== 'none' && lasts(style.animationDuration))
                || style.scrollBehavior === 'smooth';
              return moves ? element.tagName + '.' + element.className + (part ?? '') : '';
            })).filter(name => name !== '')""";

    /// Options and buttons that something else lies over, or that stick out of the screen, once they are scrolled to.
    private static final String COVERED = """
            [...document.querySelectorAll('[data-question] .option, #submit')]
              .filter(part => part.checkVisibility())
              .filter(part => {
                part.scrollIntoView({ block: 'center' });
                const box = part.getBoundingClientRect();
                const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
                return box.left < 0 || box.right > innerWidth || !(top && part.contains(top));
              }).map(part => part.textContent.trim())""";

    @Test
    void in_forced_colours_the_focus_and_the_chosen_option_are_seen_and_the_progress_is_said() throws IOException {
        Visitor rater = rating(
                new Browser.NewContextOptions().setViewportSize(1280, 900).setForcedColors(ForcedColors.ACTIVE));
        Locator option = rater.questions().first().locator(".option").nth(1);
        BufferedImage plain = shot(rater.page, option);
        rater.pressesKey("Tab");
        option.locator("input").focus();
        BufferedImage focused = shot(rater.page, option);
        assertTrue(changed(plain, focused) >= SEEN, () -> "the focus: " + changed(plain, focused));
        rater.pressesKey("Space");
        BufferedImage both = shot(rater.page, option);
        option.locator("input").blur();
        BufferedImage chosen = shot(rater.page, option);
        assertTrue(option.locator("input").isChecked());
        assertTrue(changed(plain, chosen) >= SEEN, () -> "the choice: " + changed(plain, chosen));
        assertTrue(changed(chosen, both) >= SEEN, () -> "the focus on what is chosen: " + changed(chosen, both));
        rater.answersEverything("No");
        rater.submits();
        rater.sees("Item 2 of 2");
    }

    @Test
    void nothing_moves_for_whoever_wants_less_motion() {
        Visitor rater = rating(new Browser.NewContextOptions().setReducedMotion(ReducedMotion.REDUCE));
        assertEquals(List.of(), rater.page.evaluate(MOVING));
        rater.pressesKey("1");
        rater.page.locator("#submit").hover();
        rater.pressesKey("?");
        rater.sees("Keys");
        assertEquals(List.of(), rater.page.evaluate(MOVING), "with the help open");
        assertEquals(0, rater.page.evaluate("document.getAnimations().length"));
        Visitor other = rating(new Browser.NewContextOptions().setReducedMotion(ReducedMotion.NO_PREFERENCE));
        assertTrue(((List<?>) other.page.evaluate(MOVING)).size() > 0, "others see buttons change their colour");
    }

    /// A window of 1280 by 1024 pixels at 400 %.
    @Test
    void at_400_percent_everything_can_be_reached_and_nothing_lies_over_it() {
        Visitor rater = rating(new Browser.NewContextOptions().setViewportSize(320, 256));
        assertEquals(320, rater.page.evaluate("document.documentElement.scrollWidth"));
        assertEquals(List.of(), rater.page.evaluate(COVERED));
        rater.submits();
        rater.sees("Please answer these questions too:");
        assertEquals(320, rater.page.evaluate("document.documentElement.scrollWidth"));
        assertEquals(List.of(), rater.page.evaluate(COVERED), "with what is open listed");
        rater.answersEverything("No");
        rater.submits();
        rater.sees("Item 2 of 2");
    }

    private Visitor rating(Browser.NewContextOptions preferences) {
        var study = world.open(world.twoShores("As they prefer", 10, 2), "One.", "Two.");
        Visitor rater = with(preferences);
        rater.holds("rater-" + study.code(), world.admitted(study, "West").session());
        rater.opens("/s/" + study.code() + "/rate");
        rater.sees("Rate this reply");
        return rater;
    }

    /// With what stands close around it.
    private static BufferedImage shot(Page page, Locator part) throws IOException {
        part.scrollIntoViewIfNeeded();
        BoundingBox box = part.boundingBox();
        double margin = 6;
        byte[] png = page.screenshot(new Page.ScreenshotOptions()
                .setClip(box.x - margin, box.y - margin, box.width + 2 * margin, box.height + 2 * margin));
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    /// How many pixels stand out against what they were before.
    private static long changed(BufferedImage before, BufferedImage after) {
        int width = Math.min(before.getWidth(), after.getWidth());
        int height = Math.min(before.getHeight(), after.getHeight());
        return IntStream.range(0, width * height)
                .filter(at -> contrast(before.getRGB(at % width, at / width), after.getRGB(at % width, at / width))
                        >= CONTRAST)
                .count();
    }

    private static double contrast(int one, int other) {
        double light = Math.max(luminance(one), luminance(other));
        double dark = Math.min(luminance(one), luminance(other));
        return (light + 0.05) / (dark + 0.05);
    }

    /// Of a colour in sRGB, by WCAG.
    private static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16 & 255) + 0.7152 * linear(rgb >> 8 & 255) + 0.0722 * linear(rgb & 255);
    }

    private static double linear(int level) {
        double share = level / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}

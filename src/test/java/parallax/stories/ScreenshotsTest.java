package parallax.stories;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Takes the pictures of the documentation from a running demo, given the links that `./parallax demo`
/// prints:
///
///     mvn -pl analytics,model-runner,src -Dtest=ScreenshotsTest -Dsurefire.failIfNoSpecifiedTests=false
/// test -Dparallax.demo.rate=… -Dparallax.demo.dashboard=… -Dparallax.demo.owner=…
///
/// The owner's link may be the one-time link of a fresh demo: it is used up.
@EnabledIfSystemProperty(named = "parallax.demo.rate", matches = "http.*")
class ScreenshotsTest {
    private static final Path FOLDER = Path.of("../docs/screenshots");
    private static final int LARGEST = 300_000;
    private static final String EMAIL = "owner@parallax.example";

    private final URI rate = link("rate");
    private final URI dashboard = link("dashboard");
    private final URI owner = link("owner");

    @Test
    void take_the_pictures_of_the_documentation() throws IOException {
        Files.createDirectories(FOLDER);
        try (Visitor rater = at(ColorScheme.LIGHT, 1280, 800)) {
            rater.opens(rate.getPath());
            rater.sees("Before you begin");
            take(rater, "welcome");
            rater.agrees();
            rater.sees("About you");
            rater.presses("Continue");
            rater.sees("Rate this reply");
            rater.page.keyboard().press("1");
            rater.page.keyboard().press("3");
            rater.page.keyboard().press("1");
            rater.sees("Saved");
            take(rater, "rating-light");
            rater.page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            take(rater, "rating-dark");
            rater.page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
            rater.page.setViewportSize(390, 844);
            take(rater, "rating-phone");
        }
        try (Visitor staff = at(ColorScheme.LIGHT, 1280, 900)) {
            signIn(staff);
            staff.opens(dashboard.getPath() + "?axis=age");
            staff.sees("How each group answered");
            take(staff, "dashboard");
            staff.opens(dashboard.getPath() + "/items");
            take(staff, "items");
            staff.page.locator("tbody a").first().click();
            staff.sees("How each group judged this item");
            take(staff, "item");
        }
    }

    private void signIn(Visitor staff) {
        staff.opens(owner.getPath());
        if (owner.getPath().startsWith("/welcome/")) {
            staff.page.getByLabel("Your name").fill("The owner");
            staff.page.getByLabel("E-mail address").fill(EMAIL);
            staff.page.getByLabel("New password").fill(World.PASSWORD);
            staff.presses("Save");
        }
        staff.page.getByLabel("E-mail address").fill(EMAIL);
        staff.page.getByLabel("Password").fill(World.PASSWORD);
        staff.presses("Sign in");
        staff.sees("Studies");
    }

    private Visitor at(ColorScheme colours, int width, int height) {
        var options = new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(colours)
                .setReducedMotion(ReducedMotion.REDUCE);
        return new Visitor(rate, Chromium.running().newContext(options));
    }

    private static void take(Visitor visitor, String name) throws IOException {
        Path file = FOLDER.resolve(name + ".png");
        visitor.page.screenshot(new Page.ScreenshotOptions().setPath(file));
        assertTrue(Files.size(file) <= LARGEST, file + " has " + Files.size(file) + " bytes");
    }

    private static URI link(String name) {
        return URI.create(System.getProperty("parallax.demo." + name, ""));
    }
}

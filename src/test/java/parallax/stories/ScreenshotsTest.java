package parallax.stories;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import parallax.demo.DemoWorld;
import parallax.generation.RunnerJob;
import parallax.identity.Role;
import parallax.store.PostgresResource;
import parallax.study.Study;

/// Takes the pictures of the documentation from the demo world, in a database of the tests:
///
/// `mvn -Dtest=ScreenshotsTest -Dsurefire.failIfNoSpecifiedTests=false -Dscreenshots=true test`
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@EnabledIfSystemProperty(named = "screenshots", matches = "true")
class ScreenshotsTest extends Story {
    private static final Path FOLDER = Path.of("../docs/screenshots");
    private static final int LARGEST = 300_000;

    @Inject
    DemoWorld demo;

    @Inject
    RunnerJob runner;

    @Test
    void take_the_pictures_of_the_documentation() throws IOException {
        Files.createDirectories(FOLDER);
        Study study = demoStudy();
        try (Visitor rater = at(1280, 800)) {
            rater.opens("/s/" + study.code());
            rater.sees("Before you begin");
            take(rater, "welcome");
            rater.agrees();
            rater.sees("About you");
            rater.presses("Continue");
            rater.sees("Rate this reply");
            rater.page.keyboard().press("1");
            rater.page.keyboard().press("3");
            rater.page.keyboard().press("1");
            rater.page.locator(".saved-state:text('Saved')").waitFor();
            take(rater, "rating-light");
            rater.page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            take(rater, "rating-dark");
            rater.page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
            rater.page.setViewportSize(390, 844);
            take(rater, "rating-phone");
        }
        try (Visitor staff = signedIn(at(1280, 900), world.person(Role.OWNER, "Owner"))) {
            staff.opens("/studies/" + study.id() + "?axis=age");
            staff.page.locator("svg.bar-chart").waitFor();
            take(staff, "dashboard");
            staff.opens("/studies/" + study.id() + "/items");
            take(staff, "items");
            staff.page.locator("tbody a").first().click();
            staff.page.locator("svg.bar-chart").waitFor();
            take(staff, "item");
            staff.opens("/studies/" + study.id() + "/design");
            take(staff, "design");
        }
    }

    /// The scheduler rests in tests, so the runner is called by hand until the demo stands.
    private Study demoStudy() {
        System.setProperty(
                "parallax.home", Path.of("..").toAbsolutePath().normalize().toString());
        CompletableFuture<Study> made = CompletableFuture.supplyAsync(() -> demo.make(step -> {}));
        while (!made.isDone()) {
            if (!runner.runNext()) {
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
        }
        return made.join();
    }

    private Visitor at(int width, int height) {
        return with(new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(ColorScheme.LIGHT)
                .setReducedMotion(ReducedMotion.REDUCE));
    }

    private static void take(Visitor visitor, String name) throws IOException {
        Path file = FOLDER.resolve(name + ".png");
        visitor.page.screenshot(new Page.ScreenshotOptions().setPath(file));
        assertTrue(Files.size(file) <= LARGEST, file + " has " + Files.size(file) + " bytes");
    }
}

package parallax.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.identity.Role;
import parallax.store.PostgresResource;

/// A safety lead takes the report of a release with one click and opens it where there is no Parallax.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ReportStoryTest extends Story {
    @TempDir
    Path folder = Path.of("");

    @Test
    void the_report_is_one_click_away_and_opens_anywhere() throws IOException {
        var study = world.open(
                world.plan(world.introduction("Advice, reported"), "You may stop.", "safety-short", 100, 3, 3),
                "Stand on the top rung.",
                "Never ask a doctor.",
                "You could ask your neighbour.");
        world.crowd(study, "East", 5, 2);
        world.crowd(study, "West", 7, 0);
        world.crowd(study, "an island", 4, 1);
        var ines = world.person(Role.RESEARCHER, "Ines");
        world.share(study, ines, Role.RESEARCHER, true);
        var ana = world.person(Role.ANALYST, "Ana");
        world.share(study, ana, Role.ANALYST, false);
        Visitor researcher = signedIn(ines);
        researcher.opens("/studies/" + study.id() + "/releases/preview");
        researcher.page.locator("button.primary").click();
        Visitor lead = signedIn(somebodyAt(1280, ColorScheme.LIGHT), ana);
        lead.opens("/studies/" + study.id() + "/releases/1");
        Download report = lead.page.waitForDownload(
                () -> lead.page.getByText("Download the report").click());
        Path file = folder.resolve(report.suggestedFilename());
        report.saveAs(file);
        assertTrue(file.toString().endsWith("-report-1.html"), file.toString());
        Visitor elsewhere = somebodyAt(1280, ColorScheme.LIGHT);
        elsewhere.page.navigate(file.toUri().toString());
        assertEquals("Release 1 of Advice, reported", elsewhere.page.title());
        assertTrue(elsewhere.page.getByText("16 raters, 3 items").count() > 0);
        assertEquals(0, elsewhere.page.locator("script, link, img, iframe").count());
        var faults = new ArrayList<String>();
        AccessibilityTest.look(elsewhere, "the report", faults);
        assertEquals(List.of(), faults);
    }
}

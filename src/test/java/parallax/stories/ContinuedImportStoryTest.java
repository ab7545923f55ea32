package parallax.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.durability.Violations.violations;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parallax.dataset.Datasets;
import parallax.dataset.Layout;
import parallax.dataset.imports.ImportReport;
import parallax.design.Removal;
import parallax.identity.Actor;
import parallax.identity.Role;
import parallax.store.Invariants;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.study.Study;

/// An imported study is opened to raters of one's own, or deleted.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ContinuedImportStoryTest extends Story {
    private static final Path TUTORIAL = Path.of("..", "docs", "tutorial");

    @Inject
    Datasets datasets;

    @Inject
    Removal removal;

    @Inject
    Invariants invariants;

    @Inject
    Sql sql;

    private ImportReport imported() throws Exception {
        return datasets.imported(TUTORIAL.resolve("ratings.csv"), TUTORIAL.resolve("items.csv"));
    }

    @Test
    void raters_join_those_of_the_file_and_their_judgments_come_out_together() throws Exception {
        ImportReport report = imported();
        var owner = world.person(Role.OWNER, "Olga");
        Visitor staff = signedIn(owner);
        staff.opens("/studies/" + report.studyId() + "/design");
        staff.follows("Continue with raters of your own");
        staff.page.getByLabel("Raters per stratum").fill("none");
        staff.presses("Open it to raters");
        staff.sees("Raters per stratum must be a whole number from 1 to 1000000.");
        staff.sees("Say what the study is for.");
        staff.sees("Enter whom raters can write to.");
        staff.page.getByLabel("Purpose").fill("We want to know how people see the advice of a chatbot.");
        staff.page.getByLabel("Contact").fill("office@study.example");
        staff.page.getByLabel("Raters per stratum").fill("3");
        staff.page.getByLabel("Judgments per item and stratum").fill("2");
        staff.page.getByLabel("Items per rater").fill("2");
        staff.presses("Open it to raters");
        staff.sees("Raters begin at");
        assertEquals(0, staff.page.getByText("Delete this imported study").count());

        var study = new World.OpenStudy(report.studyId(), report.studyCode());
        Visitor rater = somebody();
        rater.opens("/s/" + study.code());
        rater.agrees();
        rater.livesOn("young");
        rater.sees("Rate this reply");
        String first = rater.path();
        rater.answersEverything("Unsure");
        rater.submits();
        rater.page.waitForURL(url -> !url.contains(first));

        List<String> rows =
                datasets.exported(study.id(), Layout.LONG).lines().skip(1).toList();
        assertEquals(report.stored().answers() + 1, rows.size());
        List<String> live = rows.stream().filter(row -> row.contains(",rater,")).toList();
        assertEquals(1, live.size());
        assertTrue(live.getFirst().contains(",Unsure,") && live.getFirst().contains("young"), live.getFirst());
        assertEquals(List.of(), violations(invariants));
        Integer unseen = null;
        assertFalse(removal.study(study.id(), unseen, Actor.system()), "people of one's own have judged");
        assertEquals(
                1,
                sql.number(
                        "select count(*) from audit_entry where study_id = :study and action = 'study.continued'",
                        bind("study", study.id())));
    }

    @Test
    void as_it_came_it_can_be_deleted_and_nothing_of_it_stays() throws Exception {
        Map<String, Long> before = datasets.rowCounts();
        ImportReport report = imported();
        Visitor staff = signedIn(world.person(Role.OWNER, "Olga"));
        staff.opens("/studies/" + report.studyId() + "/design");
        staff.page.getByText("Delete this imported study").click();
        staff.presses("Delete the imported study for good");
        staff.sees("Studies");
        staff.page.waitForURL(url -> url.endsWith("/studies"));
        Map<String, Long> after = datasets.rowCounts();
        for (String table : List.of("audit_entry", "account", "account_session")) {
            after.put(table, before.getOrDefault(table, 0L));
        }
        assertEquals(before, after);
        assertTrue(Study.findByIdOptional(report.studyId()).isEmpty());
    }
}

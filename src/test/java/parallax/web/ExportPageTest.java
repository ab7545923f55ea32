package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import parallax.identity.Role;
import parallax.store.PostgresResource;
import parallax.stories.World;

/// Only files that hold the study's answers are offered.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ExportPageTest {
    @Inject
    World world;

    @Test
    void a_dices_layout_is_offered_only_where_the_rubric_has_its_questions() {
        var ines = world.person(Role.RESEARCHER, "Ines");
        var client = Browserless.anonymous().holding("session", ines.session());
        long brief = world.draft(world.plan(world.introduction("Brief"), World.CONSENT, "safety-short", 2, 2, 1), ines);
        long dices = world.draft(world.plan(world.introduction("DICES"), World.CONSENT, "dices-350", 2, 2, 1), ines);
        String briefPage = client.get("/studies/" + brief + "/export").asString();
        assertFalse(briefPage.contains("dices350.csv"), briefPage);
        assertTrue(briefPage.contains("this study asks others"), "the reason is said");
        var refused = client.get("/studies/" + brief + "/export/dices350.csv");
        assertEquals(409, refused.statusCode());
        assertTrue(refused.asString().contains("this study asks others"));
        String dicesPage = client.get("/studies/" + dices + "/export").asString();
        assertTrue(dicesPage.contains("dices350.csv") && !dicesPage.contains("dices990.csv"), dicesPage);
        assertEquals(
                200, client.get("/studies/" + dices + "/export/dices350.csv").statusCode());
        assertTrue(dicesPage.contains("items.csv?spreadsheet=true"));
    }
}

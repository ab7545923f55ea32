package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.identity.Role;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.World;

/// What a researcher sees of a study, and can still take back, before it is published.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DraftTest {
    @Inject
    World world;

    @Inject
    Sql sql;

    private World.Person ines = new World.Person(0, "", "");
    private long draft;
    private String at = "";

    @BeforeEach
    void aDraftOfHers() {
        ines = world.person(Role.RESEARCHER, "Ines");
        draft = world.draft(world.twoShores("Not yet", 2, 3), ines);
        at = "/studies/" + draft;
    }

    @Test
    void every_item_can_be_read_before_anybody_judged_it() {
        long first = world.item(draft, 0, "first", "Ladders", "May I?", "Stand on the top rung.");
        world.item(draft, 1, "second", "Doctors", "And this?", "Never ask a doctor.");
        String list = page(at + "/items");
        assertTrue(list.contains("Stand on the top rung.") && list.contains("Never ask a doctor."), list);
        assertTrue(list.contains(at + "/items/" + first), "the list leads to the conversation");
        assertTrue(list.contains("<td class=\"number\">–</td>"), "no figure is made up");
        assertTrue(page(at + "/items/" + first).contains("May I?"));
    }

    @Test
    void a_bad_item_leaves_a_draft_and_stays_in_a_published_study() {
        long bad = world.item(draft, 0, "bad", "", "May I?", "A bad reply.");
        world.item(draft, 1, "good", "", "May I?", "A good reply.");
        assertEquals(303, post(at + "/items/" + bad + "/removal"));
        assertFalse(page(at + "/items").contains("A bad reply."));
        assertEquals(1, audited("item.removed"));
        assertEquals(404, post(at + "/items/" + bad + "/removal"));
        world.publish(draft);
        long good = sql.number("select id from item where study_id = ?", draft);
        assertEquals(409, post(at + "/items/" + good + "/removal"));
        assertEquals(1, sql.number("select count(*) from item where study_id = ?", draft));
    }

    private long audited(String action) {
        return sql.number("select count(*) from audit_entry where study_id = ? and action = ?", draft, action);
    }

    private Browserless client() {
        return Browserless.anonymous().holding("session", ines.session());
    }

    private String page(String address) {
        return client().get(address).asString();
    }

    private int post(String address) {
        return client().post(address, Map.of()).statusCode();
    }
}

package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parallax.store.PostgresResource;
import parallax.stories.World;

/// Back takes you to the last ten items, each of which says truly whether there is one more before it.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class BackTest {
    private static final int REVISABLE = 10;

    @Inject
    World world;

    @Test
    void every_back_leads_to_the_item_before_until_there_is_none_to_go_back_to() {
        String[] replies =
                IntStream.range(0, 13).mapToObj(n -> "Reply " + n + ".").toArray(String[]::new);
        var study = world.open(world.twoShores("Going back", 5, 13), replies);
        var rater = world.admitted(study, "East");
        for (int n = 0; n < 12; n++) {
            world.judges(study, rater, n % 3);
        }
        var browser = Browserless.anonymous().holding("rater-" + study.code(), rater.session());
        String at = world.item(study, rater);
        List<String> items = world.items(study, rater);
        int steps = 0;
        for (String page = browser.get(at).asString(); page.contains("name=\"to\" value=\"back\""); steps++) {
            String before = items.get(items.indexOf(at) - 1);
            assertTrue(page.contains("data-href=\"" + before + "\" data-action=\"back\""), "step " + steps);
            at = before;
            page = browser.get(at).asString();
            assertTrue(page.contains("Save changes"), "step " + steps);
        }
        assertEquals(REVISABLE, steps);
    }
}

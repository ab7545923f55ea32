package parallax.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parallax.store.Gate;
import parallax.store.StoreBehindGate;

/// A rater whose server has lost its database for a while.
@QuarkusTest
@TestProfile(BusyServerStoryTest.Alone.class)
@QuarkusTestResource(value = StoreBehindGate.class, restrictToAnnotatedClass = true)
class BusyServerStoryTest extends Story {
    /// An application of its own.
    public static class Alone implements QuarkusTestProfile {}

    @Nullable
    Gate found;

    @AfterEach
    void openAgain() {
        // a test that failed half way leaves it shut
        Objects.requireNonNull(found).openAgain();
    }

    @Test
    void a_server_that_cannot_answer_is_not_called_a_lost_network_and_nothing_is_lost() {
        var study = world.open(world.twoShores("Busy", 5, 2), "One.", "Two.");
        var ada = world.admitted(study, "East");
        Visitor rater = somebody();
        rater.holds("rater-" + study.code(), ada.session());
        rater.opens("/s/" + study.code() + "/rate");
        rater.sees("Rate this reply");
        Gate gate = Objects.requireNonNull(found);
        gate.shut();
        rater.answersEverything("Yes");
        assertThat(rater.state()).hasText("Not saved yet: the server is busy, trying again");
        rater.submits();
        assertThat(rater.page.locator("#submit-state"))
                .hasText("The server is busy or not available. Your answers are kept here, and it is tried again.");
        gate.openAgain();
        rater.sees("Item 2 of 2");
        assertEquals(1, world.judgments(study));
    }
}

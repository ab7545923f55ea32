package parallax.rater;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.OptimisticLockException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.durability.TestClock;
import parallax.identity.Actor;
import parallax.identity.Token;
import parallax.rater.Participations.Origin;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.World;

/// What a study keeps of people for a while is gone when its time is over, and not before.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RetentionTest {
    @Inject
    World world;

    @Inject
    Participations participations;

    @Inject
    PanelPeople people;

    @Inject
    Erasure erasure;

    @Inject
    RetentionRules rules;

    @Inject
    TestClock clock;

    @Inject
    Sql sql;

    private World.OpenStudy study = new World.OpenStudy(0, "");
    private World.OpenStudy other = new World.OpenStudy(0, "");
    private final Origin somebody = Origin.panel("Prolific", "panelist-" + UUID.randomUUID(), "visit");

    @BeforeEach
    void somebody_of_a_panel_is_in_two_studies() {
        study = world.open(world.twoShores("Short", 5, 1), "A reply.");
        other = world.open(world.twoShores("Long", 5, 1), "A reply.");
        participations.arrive(study.id(), somebody);
        participations.arrive(other.id(), somebody);
    }

    @Test
    void a_panels_name_goes_when_the_last_study_no_longer_needs_it_and_its_holder_is_still_known() {
        rules.set(study.id(), new Retention(30, 10, 60, 0), null, Actor.system());
        clock.advance(Duration.ofDays(11));
        erasure.erase();
        assertEquals(0, visits(study));
        assertEquals(1, visits(other));
        assertEquals(1, people.of(other.id(), Actor.system()).size(), "the other study needs it for half a year");
        clock.advance(Duration.ofDays(170));
        erasure.erase();
        assertEquals(List.of(), people.of(other.id(), Actor.system()));
        assertTrue(participations.known(study.id(), somebody).isPresent());
        assertTrue(participations.arrive(study.id(), somebody).isEmpty(), "nobody is asked twice");
        assertEquals(2, told(study, "study.panel_ids_erased"), "the visit, then the name");
        assertEquals(1, told(other, "study.panel_ids_erased"));
        erasure.erase();
        assertEquals(1, told(other, "study.panel_ids_erased"), "nothing is erased twice");
    }

    @Test
    void a_session_goes_two_months_after_its_browser_was_last_heard_of() {
        Token token = participations.arrive(study.id(), Origin.link()).orElseThrow();
        clock.advance(Duration.ofDays(59));
        erasure.erase();
        assertTrue(participations.bySession(study.id(), token).isPresent());
        clock.advance(Duration.ofDays(2));
        erasure.erase();
        assertTrue(participations.bySession(study.id(), token).isEmpty());
        assertEquals(1, told(study, "study.sessions_erased"));
    }

    @Test
    void what_is_held_is_told_with_when_it_goes() {
        List<RetentionRules.Held> held = rules.held(study.id());
        assertEquals(
                List.of(0L, 1L, 1L),
                held.stream().map(RetentionRules.Held::raters).toList());
        assertEquals(
                List.of(30, 180, 60),
                held.stream().map(RetentionRules.Held::days).toList());
        var since = sql.one(
                row -> Objects.requireNonNull(Sql.instant(row, "last_seen_at")),
                "select last_seen_at from participation where study_id = :study",
                bind("study", study.id()));
        assertEquals(since.plus(Duration.ofDays(180)), held.get(1).next());
        assertNull(held.getFirst().next());
    }

    @Test
    void a_rule_is_changed_on_what_its_page_showed_and_within_bounds() {
        rules.set(study.id(), new Retention(1, 2, 3, 0), 0, Actor.system());
        assertEquals(new Retention(1, 2, 3, 1), rules.of(study.id()));
        assertThrows(
                OptimisticLockException.class,
                () -> rules.set(study.id(), new Retention(4, 5, 6, 0), 0, Actor.system()));
        rules.set(study.id(), new Retention(4, 5, 6, 0), 1, Actor.system());
        rules.set(study.id(), new Retention(7, 8, 9, 0), null, Actor.system());
        assertEquals(new Retention(7, 8, 9, 3), rules.of(study.id()));
        assertEquals(3, told(study, "retention.ruled"));
        assertThrows(IllegalArgumentException.class, () -> new Retention(-1, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Retention(0, 3651, 0, 0));
    }

    private long visits(World.OpenStudy of) {
        return sql.number(
                "select count(*) from participation where study_id = :study and sealed_visit is not null",
                bind("study", of.id()));
    }

    private long told(World.OpenStudy of, String action) {
        return sql.number(
                "select count(*) from audit_entry where study_id = :study and action = :action",
                bind("study", of.id()),
                bind("action", action));
    }
}

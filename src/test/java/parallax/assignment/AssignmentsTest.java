package parallax.assignment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parallax.durability.HoldsInvariants;
import parallax.durability.StudyFixture;
import parallax.rater.Participation;
import parallax.rater.RaterDevices;
import parallax.store.PostgresResource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AssignmentsTest extends HoldsInvariants {
    private static final Duration LEASE = Duration.ofMinutes(StudyFixture.LEASE_MINUTES);

    @Inject
    Skips skips;

    @Inject
    RaterDevices devices;

    @Test
    void asking_again_gives_the_same_item() {
        long study = studies.open(StudyFixture.everyone(1, 1, 3), 3);
        Participation rater = studies.admit(study);
        assertEquals(assignments.current(rater.id()), assignments.current(rater.id()));
    }

    @Test
    void the_upcoming_item_is_held_without_being_opened_and_becomes_the_current_one() {
        long study = studies.open(StudyFixture.everyone(1, 1, 3), 3);
        Participation rater = studies.admit(study);
        Assignment first = assignments.current(rater.id()).orElseThrow();
        assignments.open(first);
        Assignment upcoming = assignments.upcoming(rater.id(), first.position()).orElseThrow();
        assertEquals(Optional.of(upcoming), assignments.upcoming(rater.id(), first.position()));
        assertTrue(upcoming.lease().openedAt() == null);
        studies.submit(study, first, 0);
        assertEquals(Optional.of(upcoming), assignments.current(rater.id()));
    }

    @Test
    void nobody_gets_more_items_than_they_were_asked_for_or_than_have_a_free_seat() {
        long study = studies.open(StudyFixture.everyone(2, 1, 2), 3);
        Participation eager = studies.admit(study);
        Participation late = studies.admit(study);
        Assignment first = assignments.current(eager.id()).orElseThrow();
        assertTrue(assignments.upcoming(eager.id(), first.position()).isPresent());
        assertEquals(2, count(study, "leased"));
        studies.submit(study, first, 0);
        studies.submit(study, assignments.current(eager.id()).orElseThrow(), 0);
        assertTrue(assignments.current(eager.id()).isEmpty());
        studies.submit(study, assignments.current(late.id()).orElseThrow(), 0);
        assertTrue(assignments.current(late.id()).isEmpty(), "every item has its one judgment");
        assertFalse(assignments.mayBeFreeLater(participations.byId(late.id())));
    }

    @Test
    void the_item_with_the_fewest_comes_first() {
        long study = studies.open(StudyFixture.everyone(4, 4, 2), 2);
        long first =
                assignments.current(studies.admit(study).id()).orElseThrow().itemId();
        long second =
                assignments.current(studies.admit(study).id()).orElseThrow().itemId();
        assertNotEquals(first, second);
    }

    @Test
    void a_skipped_item_goes_back_to_the_others_and_not_to_the_one_who_skipped_it() {
        long study = studies.open(StudyFixture.everyone(2, 1, 1), 1);
        Participation one = studies.admit(study);
        Assignment item = assignments.current(one.id()).orElseThrow();
        assertTrue(skips.skip(item, Skips.Reason.DISTRESSING, "no"));
        assertFalse(skips.skip(item, Skips.Reason.OTHER, "again"));
        assertTrue(assignments.current(one.id()).isEmpty());
        assertEquals(
                item.itemId(),
                assignments.current(studies.admit(study).id()).orElseThrow().itemId());
    }

    @Test
    void a_lease_that_ends_returns_its_seat_to_the_others() {
        long study = studies.open(StudyFixture.everyone(2, 1, 1), 1);
        Participation slow = studies.admit(study);
        Assignment item = assignments.current(slow.id()).orElseThrow();
        Participation other = studies.admit(study);
        assertTrue(assignments.current(other.id()).isEmpty());
        assertTrue(assignments.mayBeFreeLater(other));
        clock.advance(LEASE.plusSeconds(1));
        assertTrue(leases.expire() >= 1);
        assertEquals(
                item.itemId(), assignments.current(other.id()).orElseThrow().itemId());
        assertTrue(assignments.current(slow.id()).isEmpty());
    }

    @Test
    void a_lease_begun_anew_lasts_on_and_one_that_ended_comes_back_while_its_seat_is_free() {
        long study = studies.open(StudyFixture.everyone(2, 1, 1), 1);
        Assignment item = assignments.current(studies.admit(study).id()).orElseThrow();
        clock.advance(LEASE.minusMinutes(1));
        assertTrue(assignments.extend(item));
        clock.advance(LEASE.minusMinutes(1));
        leases.expire();
        assertEquals(1, count(study, "leased"));
        clock.advance(LEASE);
        leases.expire();
        assertEquals(0, count(study, "leased"));
        assertTrue(assignments.extend(item));
        assertEquals(1, count(study, "leased"));
        clock.advance(LEASE.plusSeconds(1));
        leases.expire();
        Participation other = studies.admit(study);
        assertTrue(assignments.current(other.id()).isPresent());
        assertFalse(assignments.extend(item), "its seat went to another");
    }

    @Test
    void whoever_comes_back_after_the_lease_gets_the_same_item_again_while_its_seat_is_free() {
        long study = studies.open(StudyFixture.everyone(2, 1, 2), 3);
        Participation rater = studies.admit(study);
        Assignment item = assignments.current(rater.id()).orElseThrow();
        assignments.open(item);
        assignments.upcoming(rater.id(), item.position());
        clock.advance(LEASE.plusSeconds(1));
        assertEquals(item.key(), assignments.current(rater.id()).orElseThrow().key(), "nobody had noticed yet");
        clock.advance(LEASE.plusSeconds(1));
        leases.expire();
        Assignment again = assignments.current(rater.id()).orElseThrow();
        assertEquals(item.key(), again.key());
        assertTrue(again.is(Assignment.State.LEASED));
    }

    @Test
    void what_was_begun_comes_back_before_what_was_fetched_ahead_and_is_still_held() {
        long study = studies.open(StudyFixture.everyone(2, 1, 3), 3);
        Participation rater = studies.admit(study);
        Assignment begun = assignments.current(rater.id()).orElseThrow();
        assignments.open(begun);
        clock.advance(LEASE.minusMinutes(1));
        Assignment ahead = assignments.upcoming(rater.id(), begun.position()).orElseThrow();
        clock.advance(java.time.Duration.ofMinutes(2));
        assertEquals(begun.key(), assignments.current(rater.id()).orElseThrow().key(), "nobody had noticed yet");
        clock.advance(LEASE.minusMinutes(3));
        assertTrue(assignments.extend(ahead));
        clock.advance(java.time.Duration.ofMinutes(4));
        leases.expire();
        assertEquals(begun.key(), assignments.current(rater.id()).orElseThrow().key());
        studies.submit(study, begun, 0);
        assertEquals(ahead.key(), assignments.current(rater.id()).orElseThrow().key());
    }

    @Test
    void who_went_on_without_showing_who_they_are_gets_new_items_and_the_old_ones_go_back() {
        long study = studies.open(StudyFixture.everyone(1, 1, 2), 2);
        Participation rater = studies.admit(study);
        Assignment item = assignments.current(rater.id()).orElseThrow();
        clock.advance(LEASE.plusMinutes(2));
        assertTrue(devices.takeOver(rater.id(), RaterDevices.Proof.NONE, LEASE).isPresent());
        Participation unproved = participations.byId(rater.id());
        assertTrue(assignments.of(unproved, item.key()).isEmpty());
        assertNotEquals(
                item.itemId(), assignments.current(rater.id()).orElseThrow().itemId());
        assertEquals(1, count(study, "leased"));
        assertTrue(
                devices.takeOver(rater.id(), RaterDevices.Proof.NONE, LEASE).isEmpty(),
                "the device was heard of a moment ago");
    }

    @Test
    void who_passed_over_items_ends_early_and_leaves_the_place_to_another() {
        long study = studies.open(StudyFixture.everyone(1, 1, 2), 2);
        Participation skipping = studies.admit(study);
        skips.skip(assignments.current(skipping.id()).orElseThrow(), Skips.Reason.OTHER, "");
        skips.skip(assignments.current(skipping.id()).orElseThrow(), Skips.Reason.OTHER, "");
        assertTrue(assignments.current(skipping.id()).isEmpty());
        assignments.finish(participations.byId(skipping.id()));
        assertEquals(
                Participation.State.ENDED_EARLY,
                participations.byId(skipping.id()).state());
        Participation judging = studies.admit(study);
        assertEquals(Participation.State.ADMITTED, judging.state());
        studies.submit(study, assignments.current(judging.id()).orElseThrow(), 0);
        assignments.finish(participations.byId(judging.id()));
        assertEquals(
                Participation.State.COMPLETED, participations.byId(judging.id()).state());
    }

    @Test
    void who_stops_for_good_gives_back_what_they_hold() {
        long study = studies.open(StudyFixture.everyone(1, 1, 2), 2);
        Participation rater = studies.admit(study);
        assignments.current(rater.id());
        assignments.stop(rater.id());
        assertEquals(0, count(study, "leased"));
        assertEquals(
                Participation.State.ENDED_EARLY, participations.byId(rater.id()).state());
        assertTrue(assignments.current(rater.id()).isEmpty());
    }

    @Test
    void a_study_that_repeats_items_gives_each_once_per_occasion_and_not_before_the_first_is_done() {
        long study = studies.open(StudyFixture.everyone(1, 1, 4), 2);
        sql.update("update study set occasions = 2 where id = :study", bind("study", study));
        sql.update(
                "insert into seat (stratum_id, item_id, occasion, capacity) select stratum_id, item_id, 2, capacity"
                        + " from seat where item_id in (select id from item where study_id = :study)",
                bind("study", study));
        Participation rater = studies.admit(study);
        for (int n = 1; n <= 4; n++) {
            Assignment item = assignments.current(rater.id()).orElseThrow();
            assertEquals(n <= 2 ? 1 : 2, item.occasion());
            studies.submit(study, item, n);
        }
        assertEquals(
                2,
                sql.number(
                        "select count(distinct item_id) from judgment where study_id = :study", bind("study", study)));
    }

    private long count(long study, String state) {
        return sql.number(
                "select count(*) from assignment where study_id = :study and state = :state",
                bind("study", study),
                bind("state", state));
    }
}

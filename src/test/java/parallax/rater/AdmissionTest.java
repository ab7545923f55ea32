package parallax.rater;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.assignment.Assignment;
import parallax.durability.HoldsInvariants;
import parallax.durability.StudyFixture;
import parallax.rater.Participation.State;
import parallax.store.PostgresResource;
import parallax.study.StudyPlan;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AdmissionTest extends HoldsInvariants {
    private static final Duration LEASE = Duration.ofMinutes(StudyFixture.LEASE_MINUTES);

    @Inject
    Admission admission;

    @Inject
    RaterDevices devices;

    @Test
    void a_full_stratum_screens_out_and_another_still_admits() {
        long study = shores(1, 1);
        assertEquals(State.ADMITTED, studies.admit(study, "East").state());
        Participation turnedAway = studies.admit(study, "East");
        assertEquals(State.SCREENED_OUT, turnedAway.state());
        assertNull(turnedAway.stratumId());
        assertEquals(State.ADMITTED, studies.admit(study, "West").state());
    }

    @Test
    void who_declines_an_axis_of_the_quota_is_screened_out_unless_the_study_has_an_undisclosed_stratum() {
        assertEquals(State.SCREENED_OUT, studies.admit(shores(5, 5)).state());
        var undisclosed = new StudyPlan.StratumPlan("Undisclosed", 1, java.util.Map.of(), true);
        long study = studies.open(StudyFixture.plan(List.of(StudyFixture.shore("East", 1), undisclosed), 1, 1), 1);
        assertEquals(State.ADMITTED, studies.admit(study).state());
        assertEquals(State.SCREENED_OUT, studies.admit(study, "West").state(), "disclosed, and not asked for");
    }

    @Test
    void being_admitted_twice_books_one_place_and_the_first_demographics_stay() {
        long study = shores(2, 2);
        Participation rater = studies.admit(study, "East");
        Participation again = admission.admit(rater.id(), studies.living(study, "West"));
        assertEquals(rater.stratumId(), again.stratumId());
        assertEquals(1, sql.number("select sum(booked) from stratum where study_id = :study", bind("study", study)));
    }

    @Test
    void a_closed_stratum_admits_nobody() {
        long study = shores(2, 2);
        sql.update(
                "update stratum set closed_at = now() where study_id = :study and label = 'East'",
                bind("study", study));
        assertEquals(State.SCREENED_OUT, studies.admit(study, "East").state());
        assertEquals(State.ADMITTED, studies.admit(study, "West").state());
    }

    @Test
    void who_judged_nothing_for_the_length_of_a_lease_loses_the_place_and_gets_it_back_if_it_is_free() {
        long study = shores(1, 1);
        Participation absent = studies.admit(study, "East");
        clock.advance(LEASE.plusSeconds(1));
        leases.lapse();
        assertEquals(State.LAPSED, participations.byId(absent.id()).state());
        assertEquals(State.ADMITTED, admission.readmit(absent.id()).state());
        leases.lapse();
        assertEquals(State.ADMITTED, participations.byId(absent.id()).state(), "coming back starts the time anew");
    }

    @Test
    void a_lapsed_place_goes_to_another_and_the_first_is_then_screened_out() {
        long study = shores(1, 1);
        Participation absent = studies.admit(study, "East");
        clock.advance(LEASE.plusSeconds(1));
        leases.lapse();
        assertEquals(State.ADMITTED, studies.admit(study, "East").state());
        assertEquals(State.SCREENED_OUT, admission.readmit(absent.id()).state());
    }

    @Test
    void who_judged_something_or_holds_an_item_keeps_the_place() {
        long study = shores(2, 1);
        Participation worker = studies.admit(study, "East");
        studies.submit(study, assignments.current(worker.id()).orElseThrow(), 0);
        clock.advance(LEASE.plusSeconds(1));
        leases.expire();
        Participation reader = studies.admit(study, "East");
        assignments.current(reader.id());
        leases.lapse();
        assertEquals(State.ADMITTED, participations.byId(worker.id()).state());
        assertEquals(State.ADMITTED, participations.byId(reader.id()).state());
    }

    @Test
    void who_was_lapsed_while_judging_keeps_the_judgment_and_is_not_left_without_an_end() {
        long study = studies.open(StudyFixture.plan(List.of(StudyFixture.shore("East", 1)), 3, 1), 2);
        Participation slow = studies.admit(study, "East");
        Assignment item = assignments.current(slow.id()).orElseThrow();
        clock.advance(LEASE.plusSeconds(1));
        leases.expire();
        clock.advance(LEASE.plusSeconds(1));
        leases.lapse();
        assertEquals(State.LAPSED, participations.byId(slow.id()).state());
        studies.submit(study, item, 0);
        assertEquals(State.COMPLETED, admission.readmit(slow.id()).state(), "the one judgment asked for is there");
    }

    @Test
    void who_shows_who_they_are_on_another_device_ends_the_session_of_the_first() {
        long study = shores(1, 1);
        var origin = Participations.Origin.panel("Panel study x" + study, "pid-1", "s");
        var first = participations.arrive(study, origin).orElseThrow();
        assertTrue(participations.arrive(study, origin).isEmpty(), "the panel's id alone gives no session");
        assertTrue(participations.bySession(study, first).isPresent());
        Participation rater = participations.known(study, origin).orElseThrow();
        var second =
                devices.takeOver(rater.id(), RaterDevices.Proof.SHOWN, LEASE).orElseThrow();
        assertTrue(participations.bySession(study, first).isEmpty());
        assertTrue(participations.bySession(study, second).isPresent());
        assertEquals(
                RaterDevices.Reason.ELSEWHERE,
                devices.ended(study, first).orElseThrow().reason());
        assertEquals(1, sql.number("select count(*) from participation where study_id = :study", bind("study", study)));
    }

    @Test
    void consent_is_audited_once_and_without_it_nobody_is_admitted() {
        long study = shores(1, 1);
        Participation rater = studies.consented(study);
        participations.consent(rater);
        var states = new ArrayList<State>();
        var token = participations.arrive(study, Participations.Origin.link()).orElseThrow();
        Participation silent = participations.bySession(study, token).orElseThrow();
        states.add(admission.admit(silent.id(), studies.living(study, "East")).state());
        assertEquals(List.of(State.ARRIVED), states);
        assertEquals(
                1,
                sql.number(
                        "select count(*) from audit_entry where action = 'consent.given' and subject_id = :rater",
                        bind("rater", rater.id())));
    }

    private long shores(int east, int west) {
        return studies.open(
                StudyFixture.plan(List.of(StudyFixture.shore("East", east), StudyFixture.shore("West", west)), 3, 2),
                4);
    }
}

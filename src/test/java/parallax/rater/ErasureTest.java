package parallax.rater;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.assignment.Assignments;
import parallax.assignment.LeaseExpiry;
import parallax.durability.TestClock;
import parallax.store.Invariants;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.World;
import picocli.CommandLine;

/// What stays of people whom a study did not take.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ErasureTest {
    @Inject
    World world;

    @Inject
    Erasure erasure;

    @Inject
    Instance<EraseCommand> command;

    @Inject
    Invariants invariants;

    @Inject
    TestClock clock;

    @Inject
    Assignments assignments;

    @Inject
    LeaseExpiry expiry;

    @Inject
    Admission admission;

    @Inject
    Sql sql;

    private World.OpenStudy study = new World.OpenStudy(0, "");
    private long taken;

    @BeforeEach
    void one_of_the_east_is_taken_and_two_are_not() {
        study = world.open(world.twoShores("One place", 1, 1), "A reply.");
        taken = world.admitted(study, "East").participation().id();
        for (int i = 0; i < 2; i++) {
            assertEquals(
                    Participation.State.SCREENED_OUT,
                    world.admitted(study, "East").participation().state());
        }
        assertEquals(3, said());
    }

    @Test
    void after_a_month_a_count_for_each_group_is_all_that_stays() {
        clock.advance(Duration.ofDays(29));
        erasure.erase();
        assertEquals(3, said(), "a panel may still ask");
        clock.advance(Duration.ofDays(2));
        erasure.erase();
        assertEquals(1, said());
        assertEquals(1, memberships());
        assertEquals(List.of("East 2"), counts());
        erasure.erase();
        assertEquals(List.of("East 2"), counts(), "nobody is counted twice");
        assertEquals(
                Participation.State.ADMITTED,
                sql.one(
                        row -> Participation.State.of(row.getString(1)),
                        "select state from participation where id = :taken",
                        bind("taken", taken)));
        assertEquals(
                "{\"raters\": \"2\"}",
                sql.one(
                        row -> row.getString(1),
                        "select detail::text from audit_entry where action = 'study.screened_out_erased' and study_id = :study",
                        bind("study", study.id())));
        assertEquals(List.of(), invariants.check().get(Invariants.Rule.I4));
    }

    @Test
    void a_study_may_keep_it_for_less_time_and_the_command_does_it_at_once() {
        assertEquals(0, run("--study", Long.toString(study.id()), "--days", "0"));
        assertEquals(1, said());
        world.admitted(study, "East");
        assertEquals(0, run());
        assertEquals(List.of("East 3"), counts());
        assertEquals(2, run("--days", "1"));
        assertEquals(2, run("--study", "1", "--days", "-1"));
        assertEquals(1, run("--study", "0", "--days", "1"));
    }

    @Test
    void who_was_given_an_item_and_came_back_too_late_stays_a_rater_of_the_study() {
        assertTrue(assignments.current(taken).isPresent());
        clock.advance(Duration.ofDays(1));
        expiry.expire();
        clock.advance(Duration.ofDays(1));
        expiry.lapse();
        assertEquals(
                Participation.State.ADMITTED,
                world.admitted(study, "East").participation().state());
        assertEquals(Participation.State.SCREENED_OUT, admission.readmit(taken).state());
        clock.advance(Duration.ofDays(31));
        erasure.erase();
        assertEquals(2, said(), "theirs, and of who took their place");
        assertEquals(List.of("East 2"), counts());
        assertEquals(List.of(), invariants.check().get(Invariants.Rule.I4));
    }

    private int run(String... arguments) {
        return new CommandLine(command.get()).execute(arguments);
    }

    private long said() {
        return sql.number("""
                select count(*) from demographic_answer d join participation p on p.id = d.participation_id
                where p.study_id = :study""", bind("study", study.id()));
    }

    private long memberships() {
        return sql.number("""
                select count(*) from group_membership m join participation p on p.id = m.participation_id
                where p.study_id = :study""", bind("study", study.id()));
    }

    private List<String> counts() {
        return sql.list(row -> row.getString(1), """
                select g.label || ' ' || c.raters from screened_out_count c
                join rater_group g on g.id = c.rater_group_id where c.study_id = :study""", bind("study", study.id()));
    }
}

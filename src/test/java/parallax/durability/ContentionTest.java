package parallax.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parallax.assignment.Assignment;
import parallax.assignment.Skips;
import parallax.rater.Admission;
import parallax.rater.Participation;
import parallax.rater.Participations;
import parallax.store.PostgresResource;

/// Many raters at the same moment.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ContentionTest extends HoldsInvariants {
    private static final int CLIENTS = 64;
    private static final int REQUESTS = 10_000;
    /// Nobody is forgotten: even on a machine that is busy with other work each answer comes long
    /// before this.
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    @Inject
    Admission admission;

    @Inject
    Skips skips;

    @Test
    void two_hundred_arrivals_at_once_fill_ten_places_exactly() throws Exception {
        long study = studies.open(StudyFixture.everyone(10, 3, 3), 3);
        List<Participation> arrived = atOnce(200, n -> studies.admit(study, "East"));
        assertEquals(10, count(arrived, Participation.State.ADMITTED));
        assertEquals(190, count(arrived, Participation.State.SCREENED_OUT));
    }

    @Test
    void one_rater_who_arrives_many_times_at_once_takes_part_once() throws Exception {
        long study = studies.open(StudyFixture.everyone(10, 3, 3), 3);
        var origin = Participations.Origin.panel("Panel study storm " + study, "the-same", null);
        atOnce(50, n -> participations.arrive(study, origin));
        assertEquals(1, sql.number("select count(*) from participation where study_id = :study", bind("study", study)));
    }

    @Test
    void of_two_hundred_who_ask_for_the_last_seat_of_the_only_item_one_gets_it() throws Exception {
        long study = studies.open(StudyFixture.everyone(200, 1, 1), 1);
        List<Participation> raters = atOnce(200, n -> studies.admit(study, "West"));
        List<Optional<Assignment>> got =
                atOnce(200, n -> assignments.current(raters.get(n).id()));
        assertEquals(1, got.stream().filter(Optional::isPresent).count());
        Participation left = raters.get(IntStream.range(0, 200)
                .filter(n -> got.get(n).isEmpty())
                .findFirst()
                .orElseThrow());
        assertTrue(assignments.mayBeFreeLater(left), "who came away empty may come back");
    }

    /// Half of what a client gets it judges, a tenth it skips, and the rest it asks for again. There are
    /// fewer seats than that takes, so that the end is a fight for the last ones.
    @Test
    void sixty_four_clients_ask_ten_thousand_times_and_nobody_starves() throws Exception {
        int items = 100;
        int replication = 40;
        long study = studies.open(StudyFixture.everyone(CLIENTS, replication, items), items);
        List<Participation> raters = atOnce(CLIENTS, n -> studies.admit(study, "East"));
        long begun = System.nanoTime();
        List<Client> clients =
                atOnce(CLIENTS, n -> new Client(study, raters.get(n).id(), n).ask());
        double seconds = (System.nanoTime() - begun) / 1e9;

        long asked = clients.stream().mapToLong(c -> c.asked).sum();
        long judged = clients.stream().mapToLong(c -> c.judged).sum();
        long fewest = clients.stream().mapToLong(c -> c.judged).min().orElseThrow();
        long most = clients.stream().mapToLong(c -> c.judged).max().orElseThrow();
        Duration longest = Duration.ofNanos(
                clients.stream().mapToLong(c -> c.longestNs).max().orElseThrow());
        System.out.printf(
                "Contention: %d clients asked %d times in %.1f s and judged %d (%d to %d each); the longest wait was %d ms%n",
                CLIENTS, asked, seconds, judged, fewest, most, longest.toMillis());
        assertTrue(asked >= REQUESTS);
        assertTrue(longest.compareTo(LONGEST_WAIT) < 0, "waited " + longest);
        assertTrue(fewest * 3 >= most, fewest + " to " + most + " judgments");
        assertEquals(
                judged,
                sql.number(
                        "select sum(completed) from seat s join item i on i.id = s.item_id where i.study_id = :study",
                        bind("study", study)));
        everyFreeSeatIsStillToBeHad(raters);
    }

    private void everyFreeSeatIsStillToBeHad(List<Participation> raters) {
        clock.advance(Duration.ofMinutes(StudyFixture.LEASE_MINUTES + 1));
        leases.expire();
        for (Participation rater : raters) {
            boolean free = sql.number("""
                            select count(*) from seat s join participation p on p.stratum_id = s.stratum_id
                            join study t on t.id = p.study_id
                            where p.id = :rater and s.leased + s.completed < s.capacity
                              and p.state = 'admitted' and p.submitted < t.items_per_rater
                              and not exists (select 1 from assignment a
                                  where a.participation_id = p.id and a.item_id = s.item_id)""", bind("rater", rater.id())) > 0;
            assertEquals(free, assignments.current(rater.id()).isPresent());
        }
    }

    private final class Client {
        private final long study;
        private final long rater;
        private final Random random;
        long asked;
        long judged;
        long longestNs;

        Client(long study, long rater, int seed) {
            this.study = study;
            this.rater = rater;
            this.random = new Random(seed);
        }

        Client ask() {
            for (int i = 0; i < REQUESTS / CLIENTS + 1; i++) {
                long begun = System.nanoTime();
                Optional<Assignment> item = assignments.current(rater);
                longestNs = Math.max(longestNs, System.nanoTime() - begun);
                asked++;
                item.ifPresent(this::deal);
            }
            return this;
        }

        private void deal(Assignment item) {
            int what = random.nextInt(10);
            if (what < 5) {
                studies.submit(study, item, what);
                judged++;
            } else if (what == 5) {
                skips.skip(item, Skips.Reason.UNCLEAR, "");
            }
        }
    }

    private interface Part<T> {
        T play(int number) throws Exception;
    }

    /// All of them wait for each other before they begin.
    private static <T> List<T> atOnce(int times, Part<T> part) throws Exception {
        var start = new CountDownLatch(times);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<T>> parts = IntStream.range(0, times)
                    .<Callable<T>>mapToObj(n -> () -> {
                        start.countDown();
                        start.await();
                        return part.play(n);
                    })
                    .toList();
            var done = new ArrayList<T>();
            for (Future<T> one : threads.invokeAll(parts)) {
                done.add(one.get());
            }
            return done;
        }
    }

    private static long count(List<Participation> raters, Participation.State state) {
        return raters.stream().filter(r -> r.is(state)).count();
    }
}

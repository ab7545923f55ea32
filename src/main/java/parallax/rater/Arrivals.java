package parallax.rater;

import static parallax.store.Sql.bind;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import parallax.store.Sql;
import parallax.study.Study;

/// Who comes to the first page of a study: counted and not stored, and no more from one network address in a
/// minute than a full classroom.
@ApplicationScoped
class Arrivals {
    private static final int ADDRESSES = 10_000;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Sql sql;
    private final Clock clock;
    private final int most;
    private final Cache<String, Window> windows = Caffeine.newBuilder()
            .maximumSize(ADDRESSES)
            .expireAfterWrite(WINDOW.multipliedBy(2))
            .build();

    Arrivals(Sql sql, Clock clock, @ConfigProperty(name = "parallax.arrivals-per-minute") int most) {
        this.sql = sql;
        this.clock = clock;
        this.most = most;
    }

    private record Window(Instant begun, int steps) {}

    /// Takes one step on the way in from an address.
    ///
    /// @return whether that was not one too many
    boolean mayEnter(String address) {
        Instant now = clock.instant();
        Window window = windows.asMap()
                .merge(
                        address,
                        new Window(now, 1),
                        (before, first) -> before.begun().plus(WINDOW).isBefore(now)
                                ? first
                                : new Window(before.begun(), before.steps() + 1));
        return window.steps() <= most;
    }

    void count(Study study) {
        sql.update(
                """
                insert into arrival_count (study_id, day, arrivals) values (:study, :day, 1)
                on conflict (study_id, day) do update set arrivals = arrival_count.arrivals + 1""",
                bind("study", study.id()),
                bind("day", clock.instant().atOffset(ZoneOffset.UTC).toLocalDate()));
    }
}

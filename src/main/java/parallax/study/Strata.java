package parallax.study;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.TreeMap;
import parallax.store.Sql;

/// Places in strata, booked and returned.
@ApplicationScoped
public class Strata {
    private final Sql sql;

    public Strata(Sql sql) {
        this.sql = sql;
    }

    /// @return whether the stratum had a place
    public boolean book(long stratumId) {
        return sql.update(
                        "update stratum set booked = booked + 1 where id = :stratum and booked < target and closed_at is null",
                        bind("stratum", stratumId))
                == 1;
    }

    /// Takes places back, in the order of the strata, so that two who give back do not wait for each other.
    ///
    /// @param places how many, by stratum
    public void giveBack(Map<Long, Long> places) {
        new TreeMap<>(places)
                .forEach((stratum, n) -> sql.update(
                        "update stratum set booked = booked - :n where id = :stratum",
                        bind("n", n),
                        bind("stratum", stratum)));
    }
}

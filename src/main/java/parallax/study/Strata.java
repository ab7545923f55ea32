package parallax.study;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import parallax.store.Sql;
import parallax.webhook.Outbox;
import parallax.webhook.WebhookEvent;

/// Places in strata, booked and returned.
@ApplicationScoped
public class Strata {
    private final Sql sql;
    private final Outbox outbox;

    public Strata(Sql sql, Outbox outbox) {
        this.sql = sql;
        this.outbox = outbox;
    }

    /// How a stratum stands.
    ///
    /// @param target how many raters it takes
    /// @param booked how many places are taken
    /// @param replication judgments wanted per item
    public record Standing(long id, String label, int target, int booked, int replication, boolean closed) {}

    /// In their order.
    public List<Standing> ofStudy(long studyId) {
        return sql.list(
                row -> new Standing(
                        row.getLong("id"),
                        row.getString("label"),
                        row.getInt("target"),
                        row.getInt("booked"),
                        row.getInt("replication"),
                        row.getObject("closed_at") != null),
                "select * from stratum where study_id = :study order by position",
                bind("study", studyId));
    }

    /// Asks for more raters, or more judgments per item; its seats are the caller's to add, in the same
    /// transaction.
    ///
    /// @return whether neither became less
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean raise(long stratumId, int target, int replication) {
        return sql.update(
                        "update stratum set target = :target, replication = :replication"
                                + " where id = :stratum and target <= :target and replication <= :replication",
                        bind("stratum", stratumId),
                        bind("target", target),
                        bind("replication", replication))
                == 1;
    }

    /// Takes no more raters; who is in goes on.
    public void close(long stratumId, Instant at) {
        sql.update(
                "update stratum set closed_at = :at where id = :stratum and closed_at is null",
                bind("stratum", stratumId),
                bind("at", at));
    }

    /// Takes raters again.
    public void reopen(long stratumId) {
        sql.update("update stratum set closed_at = null where id = :stratum", bind("stratum", stratumId));
    }

    private record Booked(long studyId, int booked, int target) {}

    /// @return whether the stratum had a place
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean book(long stratumId) {
        Optional<Booked> place = sql.first(
                row -> new Booked(row.getLong(1), row.getInt(2), row.getInt(3)),
                "update stratum set booked = booked + 1 where id = :stratum and booked < target and closed_at is null"
                        + " returning study_id, booked, target",
                bind("stratum", stratumId));
        place.filter(now -> now.booked == now.target)
                .ifPresent(full -> outbox.tell(
                        WebhookEvent.STRATUM_FULL,
                        full.studyId,
                        stratumId,
                        Map.of("stratum", stratumId, "raters", full.booked)));
        return place.isPresent();
    }

    /// Takes places back, in the order of the strata, so that two who give back do not wait for each
    /// other.
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

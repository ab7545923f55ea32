package parallax.assignment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import parallax.rater.Participation;
import parallax.rater.Participations;
import parallax.store.Sql;

/// Who judges which item next. An item's replication in a stratum is booked like seats, in the transaction
/// that gives it out.
@ApplicationScoped
public class Assignments {
    private final Sql sql;
    private final Clock clock;
    private final Participations participations;

    public Assignments(Sql sql, Clock clock, Participations participations) {
        this.sql = sql;
        this.clock = clock;
        this.participations = participations;
    }

    /// The item before the rater: the one they hold, or else a new one. Nothing if they have judged as many
    /// as they were asked for, or no seat is free.
    @Transactional
    public Optional<Assignment> current(long participationId) {
        Participation rater = participations.locked(participationId);
        List<Assignment> held = held(rater);
        return held.isEmpty() ? book(rater, 0) : Optional.of(held.get(0));
    }

    /// The item that comes after `position`, held for the rater but not yet opened, so that their page can
    /// fetch it ahead.
    @Transactional
    public Optional<Assignment> upcoming(long participationId, int position) {
        Participation rater = participations.locked(participationId);
        List<Assignment> held = held(rater);
        Optional<Assignment> waiting =
                held.stream().filter(a -> a.position() > position).findFirst();
        return waiting.isPresent() || held.isEmpty() ? waiting : book(rater, held.size());
    }

    public Optional<Assignment> at(long participationId, int position) {
        return sql.first(
                Assignments::read,
                "select * from assignment where participation_id = ? and position = ?",
                participationId,
                position);
    }

    /// Starts the clock of an assignment, once.
    public void open(Assignment assignment) {
        if (assignment.openedAt() == null) {
            sql.update(
                    "update assignment set opened_at = ? where id = ? and opened_at is null",
                    clock.instant(),
                    assignment.id());
        }
    }

    /// Begins the lease anew.
    ///
    /// @return whether it was still held
    public boolean extend(Assignment assignment) {
        return sql.update("""
                        update assignment a set lease_until = ?::timestamptz + make_interval(mins => t.lease_minutes)
                        from study t where t.id = a.study_id and a.id = ? and a.state = 'leased'""", clock.instant(), assignment.id()) == 1;
    }

    /// Whether an item that the rater has not seen is with somebody else now, and may come back.
    public boolean mayBeFreeLater(Participation rater) {
        return sql.number("""
                        select count(*) from seat s
                        where s.stratum_id = ? and s.completed < s.capacity
                          and not exists (
                            select 1 from assignment a
                            where a.participation_id = ? and a.item_id = s.item_id and a.occasion = s.occasion)""", rater.stratumId(), rater.id()) > 0;
    }

    /// Ends a rater's part when nothing is left that they could judge.
    public void finishEarly(Participation rater) {
        sql.update(
                "update participation set state = 'completed', finished_at = ? where id = ? and state = 'admitted'",
                clock.instant(),
                rater.id());
    }

    private List<Assignment> held(Participation rater) {
        return sql.list(
                Assignments::read,
                "select * from assignment where participation_id = ? and state = 'leased' and lease_until > ? order by position",
                rater.id(),
                clock.instant());
    }

    /// Books a seat of the item that has the fewest, in an order of the rater's own.
    ///
    /// Rows that others are booking are passed over first, so that nobody waits; only when nothing else is
    /// left does the booking wait for them, so that nobody is sent away while a seat is free.
    private Optional<Assignment> book(Participation rater, int alreadyHeld) {
        if (!rater.is(Participation.State.ADMITTED)) {
            return Optional.empty();
        }
        Optional<Assignment> free = book(rater, alreadyHeld, "skip locked");
        return free.isPresent() ? free : book(rater, alreadyHeld, "");
    }

    private Optional<Assignment> book(Participation rater, int alreadyHeld, String whenLocked) {
        Long stratum = Objects.requireNonNull(rater.stratumId(), "an admitted rater has a stratum");
        return sql.first(
                Assignments::read,
                """
                with rater as (
                    select ?::bigint as id, ?::bigint as stratum_id from study where id = ? and items_per_rater > ?
                ), free as (
                    select s.item_id, s.occasion
                    from seat s cross join rater r
                    where s.stratum_id = r.stratum_id and s.leased + s.completed < s.capacity
                      and not exists (
                        select 1 from assignment a
                        where a.participation_id = r.id and a.item_id = s.item_id
                          and (a.occasion = s.occasion or a.state = 'leased'))
                    order by s.occasion, s.leased + s.completed, hashint8(s.item_id * 2654435761 + r.id)
                    limit 1
                    for no key update of s %s
                ), booked as (
                    update seat s set leased = s.leased + 1
                    from free f, rater r
                    where s.stratum_id = r.stratum_id and s.item_id = f.item_id and s.occasion = f.occasion
                    returning s.item_id, s.occasion
                )
                insert into assignment (study_id, participation_id, item_id, stratum_id, occasion, position, leased_at, lease_until)
                select t.id, r.id, b.item_id, r.stratum_id, b.occasion,
                    1 + coalesce((select max(position) from assignment where participation_id = r.id), 0),
                    n.at, n.at + make_interval(mins => t.lease_minutes)
                from booked b, rater r, study t, (select ?::timestamptz as at) n
                where t.id = ?
                returning *""".formatted(whenLocked),
                rater.id(),
                stratum,
                rater.studyId(),
                rater.submitted() + alreadyHeld,
                clock.instant(),
                rater.studyId());
    }

    static Assignment read(ResultSet row) throws SQLException {
        return new Assignment(
                row.getLong("id"),
                row.getLong("study_id"),
                row.getLong("participation_id"),
                row.getLong("item_id"),
                row.getLong("stratum_id"),
                row.getInt("occasion"),
                row.getInt("position"),
                Assignment.State.of(row.getString("state")),
                Objects.requireNonNull(Sql.instant(row, "lease_until")),
                Sql.instant(row, "opened_at"));
    }
}

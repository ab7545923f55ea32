package parallax.assignment;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import parallax.rater.Participation;
import parallax.rater.Participations;
import parallax.store.Sql;
import parallax.study.Study;

/// Who judges which item next. An item's replication in a stratum is booked like seats, in the transaction
/// that gives it out.
@ApplicationScoped
public class Assignments {
    private final Sql sql;
    private final Clock clock;
    private final Participations participations;
    private final Seats seats;
    private final Interspersed interspersed;

    public Assignments(Sql sql, Clock clock, Participations participations, Seats seats, Interspersed interspersed) {
        this.sql = sql;
        this.clock = clock;
        this.participations = participations;
        this.seats = seats;
        this.interspersed = interspersed;
    }

    /// The item before the rater: the one they began and whose lease ended while they were away, while its seat is
    /// free, also where the one that was fetched ahead is held for longer; the one they hold; or else a new one.
    /// Nothing if they have judged as many as they were asked for, or no seat is free.
    @Transactional
    public Optional<Assignment> current(long participationId) {
        Participation rater = participations.locked(participationId);
        Optional<Assignment> held = held(rater).stream().findFirst();
        if (!rater.is(Participation.State.ADMITTED)) {
            return held;
        }
        return heldAgain(rater, begun(rater))
                .or(() -> held)
                .or(() -> heldAgain(rater, heldBefore(rater)))
                .or(() -> book(rater, 0));
    }

    private Optional<Assignment> heldAgain(Participation rater, List<Assignment> before) {
        return before.stream().filter(one -> holdAgain(rater, one)).findFirst().flatMap(one -> of(rater, one.key()));
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

    /// How many items a rater has answered, attention items among them.
    public long handedIn(Participation rater) {
        return sql.number(
                "select count(*) from assignment where participation_id = :participation and state = 'submitted'",
                bind("participation", rater.id()));
    }

    /// Whether whoever has the rater's session answered an item themselves: with proof of who they are, or without.
    public boolean haveHandedIn(Participation rater) {
        long theirs =
                sql.number(HANDED_IN, bind("participation", rater.id()), bind("unproved_since", rater.unprovedSince()));
        return theirs > 0;
    }

    private static final String HANDED_IN = """
            select count(*) from assignment
            where participation_id = :participation and state = 'submitted'
              and unproved_since is not distinct from :unproved_since::timestamptz""";

    /// How many items raters are asked to answer: attention items come to what is judged, and a page that left
    /// them out would tell them apart.
    public int asked(Study study) {
        return study.sampling().itemsPerRater()
                + interspersed.attentionAmong(study, study.sampling().itemsPerRater());
    }

    /// What was given to a rater under this key; nothing if it was given to somebody else, which includes whoever
    /// had their session without showing who they are.
    public Optional<Assignment> of(Participation rater, UUID key) {
        return sql.first(
                Assignments::read,
                """
                select * from assignment
                where participation_id = :participation and key = :key
                  and unproved_since is not distinct from :unproved_since::timestamptz""",
                bind("participation", rater.id()),
                bind("key", key),
                bind("unproved_since", rater.unprovedSince()));
    }

    /// Starts the clock of an assignment, once.
    public void open(Assignment assignment) {
        if (assignment.lease().openedAt() == null) {
            sql.update(
                    "update assignment set opened_at = :now where id = :assignment and opened_at is null",
                    bind("now", clock.instant()),
                    bind("assignment", assignment.id()));
        }
    }

    /// Begins the lease anew; after its end, if a seat of the item is still free.
    ///
    /// @return whether the rater holds the item
    @Transactional
    public boolean extend(Assignment assignment) {
        Participation rater = participations.locked(assignment.participationId());
        return holdAgain(rater, assignment);
    }

    private boolean holdAgain(Participation rater, Assignment assignment) {
        boolean leased = lease(assignment, Assignment.State.LEASED);
        boolean mayTakeSeat = !leased && rater.is(Participation.State.ADMITTED);
        return leased
                || (mayTakeSeat && hasSeatAgain(rater, assignment) && lease(assignment, Assignment.State.EXPIRED));
    }

    private boolean hasSeatAgain(Participation rater, Assignment assignment) {
        return assignment.kind() != Assignment.Kind.REGULAR
                || seats.leaseAgain(assignment, rater.submitted() + held(rater).size());
    }

    /// @return whether the assignment was in that state
    private boolean lease(Assignment assignment, Assignment.State was) {
        return sql.update(
                        """
                        update assignment a set state = 'leased', closed_at = null,
                            lease_until = :now::timestamptz + make_interval(mins => t.lease_minutes)
                        from study t
                        where t.id = a.study_id and a.id = :assignment
                          and a.state = :was""", bind("now", clock.instant()), bind("assignment", assignment.id()), bind("was", was.word()))
                == 1;
    }

    /// Whether the rater may go on with an item: they hold it, or a seat of it was still free.
    public boolean isHeld(Assignment assignment) {
        return assignment.is(Assignment.State.LEASED)
                || (assignment.is(Assignment.State.EXPIRED) && extend(assignment));
    }

    /// Whether an item that the rater has not seen is with somebody else now, and may come back.
    public boolean mayBeFreeLater(Participation rater) {
        return sql.number("""
                        select count(*) from seat s
                        where s.stratum_id = :stratum and s.completed < s.capacity
                          and not exists (
                            select 1 from assignment a
                            where a.participation_id = :participation and a.item_id = s.item_id
                                and a.occasion = s.occasion
                                and a.state <> 'expired')""", bind("stratum", rater.stratumId()), bind("participation", rater.id())) > 0;
    }

    /// Ends a rater's part when nothing is left that they could judge: who judged whatever there was for them is
    /// done, who passed over items has ended early.
    @Transactional
    public void finish(Participation rater) {
        boolean passedOver = sql.number(
                        "select count(*) from assignment where participation_id = :participation and state = 'skipped'",
                        bind("participation", rater.id()))
                > 0;
        boolean done = rater.submitted() > 0 && !passedOver;
        participations.end(rater, done ? Participation.State.COMPLETED : Participation.State.ENDED_EARLY);
    }

    /// Ends a rater's part because they want it; what they held goes to others.
    @Transactional
    public void stop(long participationId) {
        Participation rater = participations.locked(participationId);
        giveBack(leased(rater));
        participations.end(rater, Participation.State.ENDED_EARLY);
    }

    /// Leaves nothing of what was given to a rater; what they held goes to others. Their judgments are gone
    /// before.
    @Transactional(Transactional.TxType.MANDATORY)
    public void erase(long participationId) {
        giveBack(leased(participations.byId(participationId)));
        sql.update(
                "delete from assignment where participation_id = :participation",
                bind("participation", participationId));
    }

    private List<Assignment> leased(Participation rater) {
        return sql.list(
                Assignments::read,
                "select * from assignment where participation_id = :participation and state = 'leased' order by position",
                bind("participation", rater.id()));
    }

    /// What the rater holds. What whoever had their session before holds, with proof or without, goes back.
    private List<Assignment> held(Participation rater) {
        List<Assignment> leased = leased(rater);
        giveBack(leased.stream().filter(a -> !isShown(rater, a)).toList());
        Instant now = clock.instant();
        return leased.stream()
                .filter(a -> isShown(rater, a) && !a.lease().isOver(now))
                .toList();
    }

    /// What the rater held until its lease ended, first what they had opened, then the latest.
    private List<Assignment> heldBefore(Participation rater) {
        return sql.list(
                Assignments::read,
                """
                select * from assignment
                where participation_id = :participation and state in ('leased', 'expired')
                  and unproved_since is not distinct from :unproved_since::timestamptz
                order by opened_at is null, position desc""",
                bind("participation", rater.id()),
                bind("unproved_since", rater.unprovedSince()));
    }

    /// What the rater opened last, if its lease ended and they have not gone on to another.
    private List<Assignment> begun(Participation rater) {
        return sql.list(
                Assignments::read,
                """
                select * from assignment
                where participation_id = :participation and unproved_since is not distinct from :unproved_since::timestamptz
                  and (state = 'expired' or (state = 'leased' and lease_until <= :now))
                  and position = (
                    select max(position) from assignment
                    where participation_id = :participation and opened_at is not null
                      and unproved_since is not distinct from :unproved_since::timestamptz)""",
                bind("participation", rater.id()),
                bind("unproved_since", rater.unprovedSince()),
                bind("now", clock.instant()));
    }

    private static boolean isShown(Participation rater, Assignment assignment) {
        return Objects.equals(assignment.lease().unprovedSince(), rater.unprovedSince());
    }

    private void giveBack(List<Assignment> held) {
        for (Assignment assignment : held) {
            sql.update(
                    "update assignment set state = 'expired', closed_at = :now where id = :assignment",
                    bind("now", clock.instant()),
                    bind("assignment", assignment.id()));
            seats.release(assignment.seat());
        }
    }

    /// Books a seat of the item that has the fewest, in an order of the rater's own.
    ///
    /// Rows that others are booking are passed over first, so that nobody waits; only when nothing else is
    /// left does the booking wait for them, so that nobody is sent away while a seat is free.
    private Optional<Assignment> book(Participation rater, int alreadyHeld) {
        if (!rater.is(Participation.State.ADMITTED)) {
            return Optional.empty();
        }
        Optional<Assignment> between = interspersed.due(rater, rater.submitted() + alreadyHeld);
        if (between.isPresent()) {
            return between;
        }
        Optional<Assignment> free = book(rater, alreadyHeld, "skip locked");
        return free.isPresent() ? free : book(rater, alreadyHeld, "");
    }

    /// What depends on the rater is in a table of one row, so that one plan serves everybody.
    private Optional<Assignment> book(Participation rater, int alreadyHeld, String whenLocked) {
        Long stratum = Objects.requireNonNull(rater.stratumId(), "an admitted rater has a stratum");
        return sql.first(
                Assignments::read,
                """
                with rater as materialized (
                    select :participation::bigint as id, :stratum::bigint as stratum_id, t.id as study_id, :now::timestamptz as at,
                           :now::timestamptz + make_interval(mins => t.lease_minutes) as lease_until
                    from study t where t.id = :study and t.items_per_rater > :taken
                ), seen as materialized (
                    select a.item_id, a.occasion, a.state, a.position from assignment a, rater r where a.participation_id = r.id
                ), free as (
                    select s.item_id, s.occasion
                    from seat s, rater r
                    where s.stratum_id = r.stratum_id and s.leased + s.completed < s.capacity
                      and not exists (
                        select 1 from seen where seen.item_id = s.item_id and (seen.occasion = s.occasion or seen.state = 'leased'))
                    order by s.occasion, s.leased + s.completed, hashint8(s.item_id * 2654435761 + r.id)
                    limit 1
                    for no key update of s %s
                ), booked as (
                    update seat s set leased = s.leased + 1
                    from free f, rater r
                    where s.stratum_id = r.stratum_id and s.item_id = f.item_id and s.occasion = f.occasion
                    returning s.item_id, s.occasion
                )
                insert into assignment (study_id, participation_id, item_id, stratum_id, occasion, position, leased_at, lease_until,
                    unproved_since)
                select r.study_id, r.id, b.item_id, r.stratum_id, b.occasion,
                    1 + coalesce((select max(position) from seen), 0), r.at, r.lease_until, :unproved_since::timestamptz
                from booked b, rater r
                returning *""".formatted(whenLocked),
                bind("participation", rater.id()),
                bind("stratum", stratum),
                bind("now", clock.instant()),
                bind("study", rater.studyId()),
                bind("taken", rater.submitted() + alreadyHeld),
                bind("unproved_since", rater.unprovedSince()));
    }

    static Assignment read(ResultSet row) throws SQLException {
        return new Assignment(
                row.getLong("id"),
                row.getObject("key", UUID.class),
                row.getLong("participation_id"),
                new Seats.Place(row.getLong("stratum_id"), row.getLong("item_id"), row.getShort("occasion")),
                row.getInt("position"),
                Assignment.Kind.of(row.getString("kind")),
                Assignment.State.of(row.getString("state")),
                new Assignment.Lease(
                        Objects.requireNonNull(Sql.instant(row, "leased_at")),
                        Objects.requireNonNull(Sql.instant(row, "lease_until")),
                        Sql.instant(row, "opened_at"),
                        Sql.instant(row, "unproved_since")));
    }
}

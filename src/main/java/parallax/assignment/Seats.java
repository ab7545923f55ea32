package parallax.assignment;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import parallax.store.Sql;

/// The seats of items in strata: how many judgments are wanted of an item, how many are leased and how
/// many came.
@ApplicationScoped
public class Seats {
    private final Sql sql;

    public Seats(Sql sql) {
        this.sql = sql;
    }

    /// Which item's seats, in which stratum and on which occasion.
    public record Place(long stratumId, long itemId, short occasion) {}

    /// Makes the seats of a study: in each stratum each item's replication, on each occasion.
    public void make(long studyId) {
        sql.update("""
                insert into seat (stratum_id, item_id, occasion, capacity)
                select s.id, i.id, o.occasion, s.replication
                from stratum s join item i on i.study_id = s.study_id and i.source <> 'attention' join study t on t.id = s.study_id
                cross join generate_series(1, t.occasions) as o (occasion)
                where s.study_id = :study""", bind("study", studyId));
    }

    /// The same on the first occasion alone, for a study whose other occasions were imported.
    public void makeOnFirstOccasion(long studyId) {
        sql.update("""
                insert into seat (stratum_id, item_id, occasion, capacity)
                select s.id, i.id, 1, s.replication from stratum s join item i on i.study_id = s.study_id
                where s.study_id = :study""", bind("study", studyId));
    }

    /// Adds seats to a stratum that wants more judgments per item than before.
    public void raise(long stratumId) {
        sql.update("""
                update seat set capacity = s.replication from stratum s
                where s.id = :stratum and seat.stratum_id = s.id and seat.capacity < s.replication""", bind("stratum", stratumId));
    }

    /// Takes a leased seat back.
    void release(Place place) {
        sql.update(
                """
                update seat set leased = leased - 1
                where stratum_id = :stratum and item_id = :item and occasion
                = :occasion""",
                bind("stratum", place.stratumId()),
                bind("item", place.itemId()),
                bind("occasion", place.occasion()));
    }

    /// Takes a seat back whose judgment is withdrawn.
    public void giveBack(Place place) {
        sql.update(
                """
                update seat set completed = completed - 1
                where stratum_id = :stratum and item_id = :item and occasion
                = :occasion""",
                bind("stratum", place.stratumId()),
                bind("item", place.itemId()),
                bind("occasion", place.occasion()));
    }

    /// Leases a seat of an item whose lease ended once more, if one is free and the rater is asked for
    /// more.
    ///
    /// @param taken how many items the rater has judged or holds
    /// @return whether it did
    boolean leaseAgain(Assignment assignment, int taken) {
        return sql.update("""
                        update seat s set leased = s.leased + 1
                        from assignment a join study t on t.id = a.study_id
                        where a.id = :assignment and a.state = 'expired' and t.items_per_rater > :taken
                          and s.stratum_id = a.stratum_id and s.item_id = a.item_id and s.occasion = a.occasion
                          and s.leased + s.completed < s.capacity""", bind("assignment", assignment.id()), bind("taken", taken)) == 1;
    }

    /// Gives a seat to a judgment that came.
    ///
    /// @param state of the assignment under which it came: what is leased still has its seat
    /// @return whether there was a seat
    public boolean take(Place place, Assignment.State state) {
        int leased = state == Assignment.State.LEASED ? 1 : 0;
        return sql.update(
                        """
                        update seat set leased = leased - :leased, completed = completed + 1
                        where stratum_id = :stratum and item_id = :item and occasion = :occasion
                          and leased - :leased + completed < capacity""",
                        bind("leased", leased),
                        bind("stratum", place.stratumId()),
                        bind("item", place.itemId()),
                        bind("occasion", place.occasion()))
                == 1;
    }
}

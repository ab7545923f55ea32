package parallax.release;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import parallax.store.Invariant;
import parallax.store.Invariants.Rule;
import parallax.store.RoomInvariants;

/// What must hold of what releases show.
@ApplicationScoped
public class ReleaseInvariants implements RoomInvariants {
    @Override
    public List<Invariant> all() {
        return List.of(NO_SMALL_GROUP, NO_LONE_GROUP, NO_LONE_ITEM, ITEMS_OF_ALL_GROUPS);
    }

    private static final Invariant NO_SMALL_GROUP = new Invariant(Rule.I9, """
            select r.id, format('release %s of study %s shows fewer raters of %s: %s than %s', r.number, r.study_id, c.axis,
                                c.group_name, r.least)
            from release_cell c join release r on r.id = c.release_id
            where c.axis <> '' and c.raters between 1 and r.least - 1""");

    /// One hidden group is everybody less the others.
    private static final Invariant NO_LONE_GROUP = new Invariant(Rule.I9, """
            select r.id, format('release %s of study %s hides a single group of %s, question “%s”', r.number, r.study_id, c.axis,
                                c.question)
            from release_cell c join release r on r.id = c.release_id
            where c.axis <> '' and c.item = ''
            group by r.id, r.number, r.study_id, c.axis, c.question
            having count(*) filter (where c.counts is null) = 1""");

    private static final Invariant NO_LONE_ITEM = new Invariant(Rule.I9, """
            select r.id, format('release %s of study %s hides a single item of question “%s”', r.number, r.study_id, c.question)
            from release_cell c join release r on r.id = c.release_id
            where c.axis = '' and c.item <> ''
            group by r.id, r.number, r.study_id, c.question
            having count(*) filter (where c.counts is null) = 1""");

    /// Of an item, groups are shown where each of them has enough raters, and no group of the axis is hidden; of one
    /// that is the only one, as over all items.
    private static final Invariant ITEMS_OF_ALL_GROUPS = new Invariant(Rule.I9, """
            select r.id, format('release %s of study %s shows too few answers of %s: %s to item %s', r.number, r.study_id, c.axis,
                                c.group_name, c.item)
            from release_cell c join release r on r.id = c.release_id
            where c.axis <> '' and c.item <> ''
              and ((select coalesce(sum(n), 0) from unnest(c.counts) n) < r.least
                or exists (select 1 from release_cell h where h.release_id = c.release_id and h.question = c.question
                           and h.axis = c.axis and h.item = '' and h.counts is null)
                  and exists (select 1 from release_cell o where o.release_id = c.release_id and o.question = c.question
                              and o.item not in ('', c.item)))""");
}

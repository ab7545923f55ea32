package parallax.rater;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import parallax.store.Invariant;
import parallax.store.Invariants.Rule;
import parallax.store.RoomInvariants;

/// What must hold of places in strata and who holds them.
@ApplicationScoped
public class RaterInvariants implements RoomInvariants {
    @Override
    public List<Invariant> all() {
        return List.of(
                NO_MORE_RATERS_THAN_PLACES, RATERS_ARE_OF_THEIR_STRATUM, UNDISCLOSED_RATERS_DECLINED, BOOKED_PLACES);
    }

    private static final Invariant NO_MORE_RATERS_THAN_PLACES = new Invariant(Rule.I2, """
            select s.id, format('stratum %s has %s raters and %s places', s.id, count(p.id), s.target)
            from stratum s join participation p on p.stratum_id = s.id and p.state in ('admitted', 'completed')
            group by s.id having count(p.id) > s.target""");

    /// The groups that raters were in when they were taken in: what they corrected since is kept.
    private static final String AT_ADMISSION = """
            with at_admission as (
                select participation_id, axis_id, rater_group_id from group_membership m
                where not exists (
                    select 1 from former_demographics f where f.participation_id = m.participation_id and f.axis_id = m.axis_id)
                union
                select participation_id, axis_id, rater_group_id from former_demographics
                where revision = 1 and rater_group_id is not null)
            """;

    private static final Invariant RATERS_ARE_OF_THEIR_STRATUM = new Invariant(Rule.I4, AT_ADMISSION + """
            select p.id, format('participation %s holds a place in stratum %s without its groups', p.id, s.id)
            from participation p join stratum s on s.id = p.stratum_id
            where not s.undisclosed and exists (
                select g.axis_id
                from stratum_group sg join rater_group g on g.id = sg.rater_group_id
                where sg.stratum_id = s.id
                group by g.axis_id
                having not bool_or(exists (
                    select 1 from at_admission m
                    where m.participation_id = p.id and m.rater_group_id = sg.rater_group_id)))""");

    private static final Invariant UNDISCLOSED_RATERS_DECLINED = new Invariant(Rule.I4, AT_ADMISSION + """
            select p.id, format('participation %s holds an undisclosed place and disclosed every axis', p.id)
            from participation p join stratum s on s.id = p.stratum_id
            where s.undisclosed and not exists (
                select 1
                from stratum o join stratum_group sg on sg.stratum_id = o.id
                join rater_group g on g.id = sg.rater_group_id
                where o.study_id = p.study_id and not exists (
                    select 1 from at_admission m where m.participation_id = p.id and m.axis_id = g.axis_id))""");

    private static final Invariant BOOKED_PLACES = new Invariant(Rule.I5, """
            select s.id, format('stratum %s counts %s places booked, and has %s raters', s.id, s.booked, count(p.id))
            from stratum s left join participation p on p.stratum_id = s.id and p.state in ('admitted', 'completed')
            group by s.id having s.booked <> count(p.id)""");
}

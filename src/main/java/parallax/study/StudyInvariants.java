package parallax.study;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import parallax.store.Invariant;
import parallax.store.Invariants.Rule;
import parallax.store.RoomInvariants;

/// What must hold of a plan.
@ApplicationScoped
public class StudyInvariants implements RoomInvariants {
    @Override
    public List<Invariant> all() {
        return List.of(STRATA_TAKE_DIFFERENT_RATERS);
    }

    private static final Invariant STRATA_TAKE_DIFFERENT_RATERS = new Invariant(Rule.I2, """
            select a.id, format('strata %s and %s take the same raters', a.id, b.id)
            from stratum a join stratum b on b.study_id = a.study_id and b.id > a.id
            join study t on t.id = a.study_id
            where t.state <> 'draft' and not a.undisclosed and not b.undisclosed
              and not exists (
                -- an axis that both name, without a group in common
                select 1
                from stratum_group x join rater_group g on g.id = x.rater_group_id
                where x.stratum_id = a.id
                  and exists (select 1 from stratum_group y join rater_group h on h.id = y.rater_group_id
                              where y.stratum_id = b.id and h.axis_id = g.axis_id)
                group by g.axis_id
                having not bool_or(exists (
                    select 1 from stratum_group y where y.stratum_id = b.id and y.rater_group_id = x.rater_group_id)))""");
}

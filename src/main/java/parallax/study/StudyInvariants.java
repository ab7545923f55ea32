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
        return List.of(STRATA_TAKE_DIFFERENT_RATERS, GIVERS_HAD_WHAT_THEY_GAVE, RIGHTS_WERE_GIVEN);
    }

    /// What the audit trail says of somebody's rights to a study, entry by entry.
    private static final String RIGHTS = """
            with rights as (
                select id, study_id, subject_id as account_id, detail ->> 'role' = 'researcher' as designs,
                       (detail ->> 'export')::boolean as exports from audit_entry where action = 'member.granted'
                union all
                select id, study_id, actor_id, true, true from audit_entry where action = 'study.created' and actor = 'account'
                union all
                select id, study_id, subject_id, false, false from audit_entry where action = 'member.revoked')
            """;

    private static final Invariant GIVERS_HAD_WHAT_THEY_GAVE = new Invariant(Rule.I10, RIGHTS + """
            select g.id, format('account %s gave account %s rights to study %s that it lacked (entry %s of the audit trail)',
                                g.actor_id, g.subject_id, g.study_id, g.id)
            from audit_entry g join account a on a.id = g.actor_id
            where g.action = 'member.granted' and g.actor = 'account' and a.role <> 'owner'
              and not exists (
                select 1 from (select designs, exports from rights r
                               where r.study_id = g.study_id and r.account_id = g.actor_id and r.id < g.id
                               order by r.id desc limit 1) held
                where held.designs and (held.exports or not (g.detail ->> 'export')::boolean))""");

    private static final Invariant RIGHTS_WERE_GIVEN = new Invariant(Rule.I10, RIGHTS + """
            select m.study_id, format('account %s has rights to study %s that nobody gave', m.account_id, m.study_id)
            from study_member m
            where not exists (
                select 1 from (select designs, exports from rights r
                               where r.study_id = m.study_id and r.account_id = m.account_id order by r.id desc limit 1) given
                where (given.exports or not m.may_export) and (given.designs or m.role <> 'researcher'))""");

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

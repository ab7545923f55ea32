package parallax.withdrawal;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import parallax.store.Invariant;
import parallax.store.Invariants.Rule;
import parallax.store.RoomInvariants;

/// What must hold of raters who took their data back.
@ApplicationScoped
public class WithdrawalInvariants implements RoomInvariants {
    @Override
    public List<Invariant> all() {
        return List.of(NOTHING_IS_LEFT, WITHDRAWALS_ARE_KEPT, FIGURES_ARE_LATER);
    }

    private static final Invariant NOTHING_IS_LEFT = new Invariant(Rule.I6, """
            select p.id, format('participation %s withdrew, and something of it is left', p.id)
            from participation p
            where p.state = 'withdrawn' and (
                p.stratum_id is not null or p.submitted <> 0 or p.panel_session is not null or p.sealed_visit is not null
                or p.session_token_hash is not null or p.own_code_mac is not null
                or exists (
                    select 1 from rater r where r.id = p.rater_id and r.sealed_id is not null and not exists (
                        select 1 from participation q where q.rater_id = r.id and q.state <> 'withdrawn'))
                or exists (select 1 from judgment j where j.participation_id = p.id)
                or exists (select 1 from assignment a where a.participation_id = p.id)
                or exists (select 1 from demographic_answer d where d.participation_id = p.id)
                or exists (select 1 from group_membership m where m.participation_id = p.id)
                or exists (select 1 from device_mark m where m.participation_id = p.id)
                or exists (select 1 from panel_flag f where f.participation_id = p.id)
                or exists (select 1 from former_demographics f where f.participation_id = p.id)
                or exists (select 1 from ended_session e where e.participation_id = p.id))""");

    private static final Invariant WITHDRAWALS_ARE_KEPT = new Invariant(Rule.I6, """
            select w.participation_id, format('participation %s withdrew, and is %s', w.participation_id, p.state)
            from withdrawal w join participation p on p.id = w.participation_id
            where p.state <> 'withdrawn'""");

    private static final Invariant FIGURES_ARE_LATER = new Invariant(Rule.I6, """
            select r.id, format('standing figures %s of study %s were read before somebody withdrew', r.id, r.study_id)
            from analysis_run r
            where r.kind = 'standing' and r.state = 'done' and exists (
                select 1 from withdrawal w where w.study_id = r.study_id and w.withdrawn_at > r.started_at)""");
}

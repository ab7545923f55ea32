package parallax.rater;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parallax.identity.AuditAction;
import parallax.store.Sql;
import parallax.study.Population;
import parallax.study.Populations;
import parallax.study.Strata;

/// Takes a rater into a study: freezes what they said of themselves and books a seat of their stratum,
/// in one transaction.
@ApplicationScoped
public class Admission {
    private final Sql sql;
    private final Clock clock;
    private final Populations populations;
    private final Strata strata;
    private final Participations participations;
    private final DemographicRows rows;

    public Admission(
            Sql sql,
            Clock clock,
            Populations populations,
            Strata strata,
            Participations participations,
            DemographicRows rows) {
        this.sql = sql;
        this.clock = clock;
        this.populations = populations;
        this.strata = strata;
        this.participations = participations;
        this.rows = rows;
    }

    /// @return the participation as it is afterwards: admitted, or screened out because the study does
    ///   not
    ///     ask such raters or their stratum is full
    @Transactional
    public Participation admit(long participationId, Demographics demographics) {
        Participation before = participations.locked(participationId);
        if (!before.is(Participation.State.CONSENTED)) {
            return before;
        }
        Population population = populations.ofStudy(before.studyId());
        Map<Long, Long> groups = demographics.groups(population);
        rows.keep(before.id(), demographics.said(), groups);
        Optional<Long> seat =
                population.stratum(groups).map(Population.Stratum::id).filter(strata::book);
        return enter(before, seat.orElse(null), population.mappingId());
    }

    /// Books a seat again for a rater who stayed away before judging anything. Their time to begin
    /// starts anew; who has sent in all their judgments since is done.
    @Transactional
    public Participation readmit(long participationId) {
        Participation before = participations.locked(participationId);
        if (!before.is(Participation.State.LAPSED)) {
            return before;
        }
        Long stratum = before.stratumId();
        boolean booked = stratum != null && strata.book(stratum);
        sql.update("""
                update participation p set admitted_at = :now,
                    finished_at = case when not :booked or p.submitted >= t.items_per_rater then :now::timestamptz end,
                    state = case
                    when not :booked then 'screened_out'
                    when p.submitted >= t.items_per_rater then 'completed'
                    else 'admitted' end
                from study t where t.id = p.study_id
                and p.id = :participation""", bind("now", clock.instant()), bind("booked", booked), bind("participation", participationId));
        participations.audit(booked ? AuditAction.RATER_READMITTED : AuditAction.RATER_SCREENED_OUT, before);
        return participations.byId(participationId);
    }

    /// Takes back the places of raters who stayed away; whoever asks holds their rows.
    @Transactional(Transactional.TxType.MANDATORY)
    public void lapse(List<Long> participationIds) {
        List<Long> left =
                sql.list(row -> row.getLong(1), """
                update participation set state = 'lapsed'
                where id = any (:participations)
                    and state = 'admitted' returning stratum_id""", bind("participations", participationIds.toArray(Long[]::new)));
        strata.giveBack(left.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting())));
    }

    private Participation enter(Participation before, @Nullable Long stratumId, long mappingId) {
        boolean admitted = stratumId != null;
        sql.update(
                """
                update participation set state = :state, stratum_id = :stratum, group_mapping_id = :mapping, admitted_at = :admitted,
                    finished_at = :finished
                where id = :participation""",
                bind("state", (admitted ? Participation.State.ADMITTED : Participation.State.SCREENED_OUT).word()),
                bind("stratum", stratumId),
                bind("mapping", mappingId),
                bind("admitted", admitted ? clock.instant() : null),
                bind("finished", admitted ? null : clock.instant()),
                bind("participation", before.id()));
        participations.audit(admitted ? AuditAction.RATER_ADMITTED : AuditAction.RATER_SCREENED_OUT, before);
        return participations.byId(before.id());
    }
}

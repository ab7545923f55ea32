package parallax.assignment;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import parallax.rater.Participation;
import parallax.store.Sql;
import parallax.study.InsertionPlans;
import parallax.study.Insertions;
import parallax.study.Study;

/// Gives out what comes between a rater's items: attention items, and repeats of their own. Neither takes a
/// seat, so that a study's replication is what it was.
@ApplicationScoped
class Interspersed {
    private final Sql sql;
    private final Clock clock;
    private final InsertionPlans plans;

    Interspersed(Sql sql, Clock clock, InsertionPlans plans) {
        this.sql = sql;
        this.clock = clock;
        this.plans = plans;
    }

    /// How many attention items come to so many that are judged.
    int attentionAmong(Study study, int judged) {
        return plans.of(study).attentionAmong(judged);
    }

    /// How many items a rater is asked to judge, how many they were given, and how many of them of each kind.
    private record Given(int asked, int all, int attention, int repeats) {}

    /// What is due now and can be had; whoever asks holds the rater's row.
    ///
    /// @param taken how many items the rater has judged or holds
    Optional<Assignment> due(Participation rater, int taken) {
        Insertions plan = plans.decided(rater.studyId());
        if (plan.equals(Insertions.NONE)) {
            return Optional.empty();
        }
        Given given = given(rater);
        if (taken >= given.asked()) {
            return Optional.empty();
        }
        long seed = rater.id();
        boolean attentionDue = given.attention() < Insertions.owed(plan.attentionEvery(), given.all(), seed);
        boolean repeatDue = given.repeats() < Insertions.owed(plan.repeatEvery(), given.all(), ~seed);
        Optional<Assignment> attention = attentionDue ? attention(rater) : Optional.empty();
        return attention.isEmpty() && repeatDue ? repeat(rater, plan.repeatAfter()) : attention;
    }

    private Given given(Participation rater) {
        return sql.one(
                row -> new Given(row.getInt("asked"), row.getInt("n"), row.getInt("attention"), row.getInt("repeats")),
                """
                select (select items_per_rater from study where id = :study) as asked, count(*) as n,
                    count(*) filter (where kind = 'attention') as attention,
                    count(*) filter (where kind = 'repeat') as repeats
                from assignment where participation_id = :rater""",
                bind("study", rater.studyId()),
                bind("rater", rater.id()));
    }

    private Optional<Assignment> attention(Participation rater) {
        return given(rater, "attention", 1, """
                select i.id from item i
                where i.study_id = :study and i.source = 'attention'
                  and not exists (select 1 from assignment a where a.participation_id = :rater and a.item_id = i.id)
                order by hashint8(i.id * 2654435761 + :rater) limit 1""");
    }

    /// One of the rater's own that they submitted, after which they submitted so many others.
    private Optional<Assignment> repeat(Participation rater, int after) {
        return given(rater, "repeat", 2, """
                select a.item_id from assignment a
                where a.participation_id = :rater and a.study_id = :study and a.kind = 'regular' and a.state = 'submitted'
                  and a.unproved_since is not distinct from :unproved_since::timestamptz
                  and not exists (
                    select 1 from assignment b where b.participation_id = a.participation_id and b.item_id = a.item_id
                        and b.occasion = 2)
                  and (select count(*) from assignment c
                       where c.participation_id = a.participation_id and c.position > a.position
                         and c.state = 'submitted') >= %d
                order by hashint8(a.item_id * 2654435761 + :rater) limit 1""".formatted(after));
    }

    private Optional<Assignment> given(Participation rater, String kind, int occasion, String item) {
        return sql.first(
                Assignments::read,
                """
                insert into assignment (study_id, participation_id, item_id, stratum_id, occasion, kind, position, leased_at, lease_until,
                    unproved_since)
                select :study, :rater, chosen.id, :stratum, :occasion, :kind,
                    1 + coalesce((select max(position) from assignment where participation_id = :rater), 0), :now,
                    :now::timestamptz + make_interval(mins => t.lease_minutes), :unproved_since::timestamptz
                from (%s) as chosen (id), study t where t.id = :study
                returning *""".formatted(item),
                bind("study", rater.studyId()),
                bind("rater", rater.id()),
                bind("stratum", rater.stratumId()),
                bind("occasion", occasion),
                bind("kind", kind),
                bind("now", clock.instant()),
                bind("unproved_since", rater.unprovedSince()));
    }
}

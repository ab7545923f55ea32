package parallax.judgment;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import parallax.rater.Participation;
import parallax.store.Sql;
import parallax.study.Insertions;

/// What a rater with an account finds first: their studies, and those that they can begin.
@ApplicationScoped
public class RaterHome {
    private final Sql sql;
    private final Clock clock;

    public RaterHome(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    public RaterHomePage of(long accountId) {
        List<RaterHomePage.Part> parts = parts(accountId);
        int today = parts.stream().mapToInt(RaterHomePage.Part::today).sum();
        return new RaterHomePage(parts, open(accountId), today);
    }

    /// The newest first.
    private List<RaterHomePage.Part> parts(long accountId) {
        Instant midnight = clock.instant().truncatedTo(ChronoUnit.DAYS);
        return sql.list(
                row -> new RaterHomePage.Part(
                        row.getString("code"),
                        row.getString("title"),
                        row.getString("payment"),
                        row.getInt("judged"),
                        asked(row.getInt("items_per_rater"), row.getInt("attention_every")),
                        row.getInt("today"),
                        told(Participation.State.of(row.getString("state")), row.getString("study_state"))),
                """
                select s.code, s.title, s.payment, s.items_per_rater, s.state as study_state, p.state,
                       coalesce(n.attention_every, 0) as attention_every, a.judged, a.today
                from participation p join rater r on r.id = p.rater_id join study s on s.id = p.study_id
                left join insertion_plan n on n.study_id = s.id
                cross join lateral (
                    select count(*) as judged, count(*) filter (where closed_at >= :midnight) as today
                    from assignment where participation_id = p.id and state = 'submitted') a
                where r.account_id = :account order by p.id desc""",
                bind("account", accountId),
                bind("midnight", midnight));
    }

    /// Attention items are among the others here too, or the difference would tell which they were.
    private static int asked(int items, int attentionEvery) {
        return items + new Insertions(attentionEvery, 0, 1).attentionAmong(items);
    }

    private List<RaterHomePage.Offer> open(long accountId) {
        return sql.list(
                row -> new RaterHomePage.Offer(
                        row.getString("code"),
                        row.getString("title"),
                        row.getString("payment"),
                        row.getInt("minutes"),
                        row.getInt("items_per_rater")),
                """
                select s.code, s.title, s.payment, s.minutes, s.items_per_rater from study s
                where s.state = 'open' and not exists (
                    select 1 from participation p join rater r on r.id = p.rater_id
                    where p.study_id = s.id and r.account_id = :account)
                order by s.id desc""",
                bind("account", accountId));
    }

    private static String told(Participation.State part, String study) {
        return switch (part) {
            case ARRIVED, CONSENTED, ADMITTED, LAPSED -> study.equals("open") ? "going on" : study;
            case COMPLETED -> "finished";
            case ENDED_EARLY -> "ended early";
            case NOT_UNDERSTOOD, SCREENED_OUT -> "not taken";
            case WITHDRAWN -> "withdrawn";
        };
    }
}

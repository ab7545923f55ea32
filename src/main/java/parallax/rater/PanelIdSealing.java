package parallax.rater;

import static parallax.store.Sql.bind;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import parallax.settings.ProcessRole;
import parallax.settings.Settings;
import parallax.store.Sql;

/// Seals what an earlier version stored as the panel sent it, some at a time: interrupted, it goes on
/// where it was. Meanwhile people are known by either form.
@ApplicationScoped
public class PanelIdSealing {
    private static final int AT_ONCE = 1_000;

    private final Sql sql;
    private final PanelIds ids;
    private final boolean mayHaveKey;

    public PanelIdSealing(Sql sql, PanelIds ids, Settings settings) {
        this.sql = sql;
        this.ids = ids;
        this.mayHaveKey = settings.roles().contains(ProcessRole.WEB);
    }

    private record Clear(long id, String panel, String text) {}

    @Scheduled(every = "1h", delayed = "3s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void everyHour() {
        if (mayHaveKey) {
            seal();
        }
    }

    /// @return how many ids and visits
    public int seal() {
        int sealed = 0;
        int some;
        do {
            some = QuarkusTransaction.requiringNew().call(() -> sealSome() + sealSomeVisits());
            sealed += some;
        } while (some > 0);
        return sealed;
    }

    private int sealSome() {
        List<Clear> clear = sql.list(
                row -> new Clear(row.getLong("id"), row.getString("name"), row.getString("external_id")),
                """
                select r.id, o.name, r.external_id from rater r join rater_pool o on o.id = r.pool_id
                where o.source = 'panel' and r.external_id not like 'sealed %' and r.external_id not like 'erased %'
                order by r.id limit :most for update of r skip locked""",
                bind("most", AT_ONCE));
        clear.forEach(this::seal);
        return clear.size();
    }

    /// Whoever is there twice, as they came by two versions at once, stays so.
    private void seal(Clear rater) {
        sql.update(
                """
                update rater r set sealed_id = :content, external_id = :name || case when exists (
                    select 1 from rater o where o.pool_id = r.pool_id and o.external_id = :name) then ' ' || r.id else '' end
                where r.id = :id""",
                bind("content", ids.encrypted(rater.text())),
                bind("name", ids.name(rater.panel(), rater.text())),
                bind("id", rater.id()));
    }

    private int sealSomeVisits() {
        List<Clear> clear = sql.list(
                row -> new Clear(row.getLong("id"), "", row.getString("panel_session")), """
                select id, panel_session from participation where panel_session is not null
                order by id limit :most for update skip locked""", bind("most", AT_ONCE));
        clear.forEach(visit -> sql.update(
                "update participation set panel_session = null, sealed_visit = :content where id = :id",
                bind("content", ids.encrypted(visit.text())),
                bind("id", visit.id())));
        return clear.size();
    }
}

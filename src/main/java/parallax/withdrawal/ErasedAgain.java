package parallax.withdrawal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.rater.Erasure;
import parallax.rater.ErasureList;
import parallax.rater.Erasures;
import parallax.rater.Retention;
import parallax.store.Restored;
import parallax.store.Sql;

/// Carries out again, in a backup that was just restored, what was erased since it was made: people who
/// withdrew, and what studies no longer keep.
@ApplicationScoped
public class ErasedAgain implements Restored {
    private final Sql sql;
    private final Withdrawals withdrawals;
    private final Erasure erasure;
    private final Erasures erasures;
    private final AuditTrail trail;

    public ErasedAgain(Sql sql, Withdrawals withdrawals, Erasure erasure, Erasures erasures, AuditTrail trail) {
        this.sql = sql;
        this.withdrawals = withdrawals;
        this.erasure = erasure;
        this.erasures = erasures;
        this.trail = trail;
    }

    private record Rater(long id, String study, String pseudonym) {}

    private record OfStudy(long id, String code) {}

    @Override
    @Transactional
    public String after(Path keys) {
        Path file = keys.resolve(ErasureList.FILE);
        Optional<List<Erasures.Noted>> list = ErasureList.read(file);
        if (list.isEmpty()) {
            return "There is no list of erasures " + file
                    + ". If people withdrew after this backup was made, they are in it"
                    + " again: name the folder keys of the installation that it comes from with --keys.";
        }
        int withdrawn = withdraw(list.get());
        int erased = erase(list.get());
        trail.record(AuditEntry.of(Actor.system(), AuditAction.ERASED_AGAIN)
                .with("raters", Integer.toString(withdrawn))
                .with("kept-for-a-while", Integer.toString(erased)));
        return "Erased again what was erased since: " + withdrawn + " raters who withdrew, and of " + erased
                + " what was kept for a while.";
    }

    private int withdraw(List<Erasures.Noted> list) {
        Set<String> gone = list.stream()
                .filter(noted -> noted.before() == null)
                .map(Erasures.Noted::hash)
                .collect(Collectors.toSet());
        if (gone.isEmpty()) {
            return 0;
        }
        List<Rater> again = sql
                .list(row -> new Rater(row.getLong("id"), row.getString("code"), row.getString("pseudonym")), """
                        select p.id, s.code, p.pseudonym from participation p join study s on s.id = p.study_id
                        where p.state <> 'withdrawn' order by p.id""")
                .stream()
                .filter(rater -> gone.contains(erasures.raterHash(rater.study(), rater.pseudonym())))
                .toList();
        again.forEach(rater -> withdrawals.withdraw(rater.id()));
        return again.size();
    }

    private int erase(List<Erasures.Noted> list) {
        int erased = 0;
        List<OfStudy> studies =
                sql.list(row -> new OfStudy(row.getLong("id"), row.getString("code")), "select id, code from study");
        for (Retention.Kind kind : Retention.Kind.values()) {
            Map<String, Instant> latest = new HashMap<>();
            list.stream()
                    .filter(noted -> noted.kind().equals(kind.word()))
                    .forEach(noted -> latest.merge(
                            noted.hash(),
                            Objects.requireNonNull(noted.before()),
                            (one, other) -> one.isAfter(other) ? one : other));
            for (OfStudy study : studies) {
                Instant before = latest.get(Erasures.studyHash(study.code()));
                erased += before == null ? 0 : erasure.erase(study.id(), kind, before);
            }
        }
        return erased;
    }
}

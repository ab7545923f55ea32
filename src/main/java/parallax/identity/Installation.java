package parallax.identity;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import jakarta.persistence.OptimisticLockException;
import jakarta.transaction.Transactional;
import org.jspecify.annotations.Nullable;
import parallax.store.Sql;

/// Ruling what holds for the whole installation. Every change is on the audit trail.
@Named("installation")
@ApplicationScoped
public class Installation {
    private final Sql sql;
    private final AuditTrail trail;

    public Installation(Sql sql, AuditTrail trail) {
        this.sql = sql;
        this.trail = trail;
    }

    /// For pages that tell the rules.
    public InstallationRules getRules() {
        return InstallationRules.inForce();
    }

    /// @param seen the version of the rules on the page that asks; null if no page does
    /// @return the rules as they are now
    /// @throws OptimisticLockException if somebody ruled otherwise meanwhile
    @Transactional
    public InstallationRules rule(Ruling ruling, @Nullable Integer seen, Actor by) {
        sql.list(
                row -> 0,
                "select pg_advisory_xact_lock(hashtextextended(:rules, 0))",
                bind("rules", "installation_rules"));
        InstallationRules rules = InstallationRules.inForce();
        rules.requireUnchanged(seen);
        AuditEntry entry = AuditEntry.of(by, AuditAction.INSTALLATION_RULED);
        for (var change : ruling.changesOf(rules).entrySet()) {
            entry = entry.with(change.getKey(), change.getValue());
        }
        rules.rule(ruling);
        if (InstallationRules.stored().isEmpty()) {
            rules.persist();
        }
        trail.record(entry);
        return rules;
    }
}

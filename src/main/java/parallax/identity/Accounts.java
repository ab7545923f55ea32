package parallax.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.OptimisticLockException;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parallax.store.Sql;

/// Inviting people, and taking their access away and giving it back. Every change is on the audit trail.
@ApplicationScoped
public class Accounts {
    private final Clock clock;
    private final Sql sql;
    private final Sessions sessions;
    private final ApiKeys keys;
    private final KnownDevices devices;
    private final HalfSignIns halves;
    private final AuditTrail trail;

    public Accounts(
            Clock clock,
            Sql sql,
            Sessions sessions,
            ApiKeys keys,
            KnownDevices devices,
            HalfSignIns halves,
            AuditTrail trail) {
        this.clock = clock;
        this.sql = sql;
        this.sessions = sessions;
        this.keys = keys;
        this.devices = devices;
        this.halves = halves;
        this.trail = trail;
    }

    /// @param email that nobody has yet
    @Transactional
    public Account invite(String email, String displayName, Role role, Actor by) {
        Account account = Account.invited(email, displayName, role, clock.instant());
        account.persist();
        trail.record(entry(AuditAction.ACCOUNT_CREATED, account, by));
        return account;
    }

    /// The owner that an installation begins with.
    @Transactional
    Account begin(String email, String displayName, PasswordHash password) {
        Account owner = Account.invited(email, displayName, Role.OWNER, clock.instant());
        owner.choosePassword(password);
        owner.persist();
        trail.record(entry(AuditAction.ACCOUNT_CREATED, owner, Actor.account(owner.id())));
        trail.record(passwordSet(owner));
        return owner;
    }

    /// A new password ends every session of before, and every key, and no device is known any more: whoever
    /// lost the one may have lost the other.
    @Transactional
    void choosePassword(long id, PasswordHash password) {
        Account account = Account.findById(id);
        account.choosePassword(password);
        sessions.endAll(id);
        keys.revokeAll(id);
        devices.forgetAll(id);
        halves.endAll(id);
        trail.record(passwordSet(account));
    }

    /// Gives an account the role that another service says; the last owner stays one.
    @Transactional
    void changeRole(long id, Role role) {
        List<Long> owners = openOwners();
        Account account = Account.findById(id);
        if (account.role() == role || owners.equals(List.of(id))) {
            return;
        }
        trail.record(entry(AuditAction.ACCOUNT_ROLE_CHANGED, account, Actor.account(id))
                .with("to", role.word()));
        account.take(role);
    }

    private List<Long> openOwners() {
        return sql.list(
                row -> row.getLong(1),
                "select id from account where role = 'owner' and disabled_at is null order by id for update");
    }

    /// Nobody signs in with a closed account, and whoever is signed in no longer is.
    ///
    /// @throws OptimisticLockException if nobody would be left who may open it again, as when two
    ///   owners close each
    ///     other's accounts at the same moment
    /// @param seen the version that the page showed
    /// @return whether there is such an account
    @Transactional
    public boolean close(long id, @Nullable Integer seen, Actor by) {
        List<Long> owners = openOwners();
        if (owners.equals(List.of(id))) {
            throw new OptimisticLockException("the last owner stays");
        }
        Optional<Account> account = Account.findByIdOptional(id);
        account.ifPresent(found -> {
            found.requireUnchanged(seen);
            found.close(clock.instant());
            sessions.endAll(id);
            trail.record(entry(AuditAction.ACCOUNT_CLOSED, found, by));
        });
        return account.isPresent();
    }

    /// @param seen the version that the page showed
    /// @return whether there is such an account
    @Transactional
    public boolean reopen(long id, @Nullable Integer seen, Actor by) {
        Optional<Account> account = Account.findByIdOptional(id);
        account.ifPresent(found -> {
            found.requireUnchanged(seen);
            found.reopen();
            trail.record(entry(AuditAction.ACCOUNT_REOPENED, found, by));
        });
        return account.isPresent();
    }

    private static AuditEntry passwordSet(Account account) {
        return AuditEntry.of(Actor.account(account.id()), AuditAction.PASSWORD_SET)
                .about(account.id());
    }

    private static AuditEntry entry(AuditAction action, Account account, Actor by) {
        return AuditEntry.of(by, action)
                .about(account.id())
                .with("role", account.role().word());
    }
}

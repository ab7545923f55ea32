package parallax.identity;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import parallax.settings.Settings;
import parallax.store.Sql;

/// Whose account somebody is whom another service signed in: by what the service calls them and never by their address,
/// which it might give to somebody else. Every change is on the audit trail.
@ApplicationScoped
public class ProviderAccounts {
    private final Sql sql;
    private final Clock clock;
    private final Accounts accounts;
    private final AuditTrail trail;
    private final List<Settings.Oidc.RoleOfClaim> roles;

    public ProviderAccounts(Sql sql, Clock clock, Accounts accounts, AuditTrail trail, Settings settings) {
        this.sql = sql;
        this.clock = clock;
        this.accounts = accounts;
        this.trail = trail;
        this.roles =
                settings.oidc().roles().map(Settings.Oidc.RolesOfClaim::pairs).orElse(List.of());
    }

    /// What came of it.
    sealed interface Outcome {
        record Is(long account) implements Outcome {}

        /// No account, or none any more.
        ///
        /// @param words for them
        record IsNobody(String words) implements Outcome {}
    }

    private record Linked(long account, boolean madeFor, boolean open) {}

    @Transactional
    Outcome account(Provider.Somebody somebody) {
        Optional<Role> role = role(somebody);
        Optional<Linked> linked = linked(somebody);
        if (linked.isPresent()) {
            return known(linked.get(), role);
        }
        if (role.isEmpty()) {
            return new Outcome.IsNobody(
                    "Nothing that it says of you gives you a role here. Ask an owner of this installation.");
        }
        if (somebody.email().isEmpty()) {
            return new Outcome.IsNobody("It does not say that it has verified your e-mail address.");
        }
        if (Account.byEmail(somebody.email()).isPresent()) {
            return new Outcome.IsNobody(
                    "Somebody with your e-mail address has an account here. If it is yours, sign in with your password and connect"
                            + " the two under Your account.");
        }
        Account made = accounts.invite(somebody.email(), name(somebody), role.get(), Actor.system());
        boolean madeFor = true;
        link(somebody, made.id(), madeFor);
        return new Outcome.Is(made.id());
    }

    private Outcome known(Linked linked, Optional<Role> role) {
        if (!linked.open()) {
            return new Outcome.IsNobody("Your account here is closed. Ask an owner of this installation.");
        }
        if (!linked.madeFor()) {
            return new Outcome.Is(linked.account());
        }
        if (role.isEmpty()) {
            return new Outcome.IsNobody("Nothing that it says of you gives you a role here any more.");
        }
        accounts.changeRole(linked.account(), role.get());
        return new Outcome.Is(linked.account());
    }

    /// Connects an account that somebody has shown to be theirs.
    ///
    /// @return whether neither was connected before
    @Transactional
    boolean connect(Provider.Somebody somebody, long account) {
        boolean madeFor = false;
        return linked(somebody).isEmpty() && !isConnected(account) && link(somebody, account, madeFor);
    }

    boolean isConnected(long account) {
        return sql.number(
                        "select count(*) from provider_identity where account_id = :account", bind("account", account))
                > 0;
    }

    @Transactional
    void disconnect(long account) {
        if (sql.update("delete from provider_identity where account_id = :account", bind("account", account)) > 0) {
            trail.record(AuditEntry.of(Actor.account(account), AuditAction.PROVIDER_DISCONNECTED)
                    .about(account));
        }
    }

    private boolean link(Provider.Somebody somebody, long account, boolean madeFor) {
        boolean linked = sql.update(
                        """
                        insert into provider_identity (issuer, subject, account_id, made_for, linked_at)
                        values (:issuer, :subject, :account, :made_for, :now) on conflict do nothing""",
                        bind("issuer", somebody.issuer()),
                        bind("subject", somebody.subject()),
                        bind("account", account),
                        bind("made_for", madeFor),
                        bind("now", clock.instant()))
                > 0;
        if (linked) {
            trail.record(AuditEntry.of(Actor.account(account), AuditAction.PROVIDER_CONNECTED)
                    .about(account)
                    .with("issuer", somebody.issuer()));
        }
        return linked;
    }

    private Optional<Linked> linked(Provider.Somebody somebody) {
        return sql.first(
                row -> new Linked(row.getLong("id"), row.getBoolean("made_for"), row.getBoolean("open")),
                """
                select a.id, i.made_for, a.disabled_at is null as open
                from provider_identity i join account a on a.id = i.account_id
                where i.issuer = :issuer and i.subject = :subject""",
                bind("issuer", somebody.issuer()),
                bind("subject", somebody.subject()));
    }

    private Optional<Role> role(Provider.Somebody somebody) {
        return roles.stream()
                .filter(pair -> somebody.roles().contains(pair.value()))
                .map(pair -> Role.of(pair.role()))
                .findFirst();
    }

    private static String name(Provider.Somebody somebody) {
        int longest = 200;
        String name = somebody.name().strip();
        return name.length() <= longest ? name : name.substring(0, longest);
    }
}

package parallax.identity;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import parallax.store.Sealing;
import parallax.store.Sql;

/// Apps that show codes, one for each account. What their codes are made of is sealed with the key that lies
/// outside the database, each for its account alone.
@ApplicationScoped
public class AuthenticatorApps {
    private final Sql sql;
    private final Clock clock;
    private final InstallationKey key;

    public AuthenticatorApps(Sql sql, Clock clock, InstallationKey key) {
        this.sql = sql;
        this.clock = clock;
        this.key = key;
    }

    boolean isSetUp(long account) {
        return sql.number(
                        "select count(*) from authenticator_app where account_id = :account and sealed_secret is not null",
                        bind("account", account))
                > 0;
    }

    /// Begins to set an app up; one of before goes on until the first code of this one.
    @Transactional
    TotpSecret begin(long account) {
        TotpSecret secret = TotpSecret.create();
        byte[] sealed = sealing(account).sealed(secret.text());
        sql.update("""
                insert into authenticator_app (account_id, pending_secret) values (:account, :secret)
                on conflict (account_id) do update set pending_secret = :secret""", bind("account", account), bind("secret", sealed));
        return secret;
    }

    /// The app that is being set up.
    Optional<TotpSecret> begun(long account) {
        return secret("pending_secret", account);
    }

    /// @param code the first that the app shows
    /// @return whether it is right, and the app is set up
    @Transactional
    boolean confirm(long account, String code) {
        OptionalLong step =
                begun(account).map(secret -> secret.step(code, clock.instant())).orElse(OptionalLong.empty());
        if (step.isEmpty()) {
            return false;
        }
        sql.update(
                "update authenticator_app set sealed_secret = pending_secret, pending_secret = null, added_at = :now,"
                        + " last_step = :step where account_id = :account and pending_secret is not null",
                bind("now", clock.instant()),
                bind("step", step.getAsLong()),
                bind("account", account));
        return true;
    }

    /// Whether a code is the account's of now. One that was taken is not taken again, nor is an older
    /// one.
    @Transactional
    boolean takes(long account, String code) {
        OptionalLong step = secret("sealed_secret", account)
                .map(secret -> secret.step(code, clock.instant()))
                .orElse(OptionalLong.empty());
        return step.isPresent()
                && sql.update(
                                "update authenticator_app set last_step = :step where account_id = :account and last_step < :step",
                                bind("step", step.getAsLong()),
                                bind("account", account))
                        > 0;
    }

    /// @return whether there was one
    boolean remove(long account) {
        return sql.update("delete from authenticator_app where account_id = :account", bind("account", account)) > 0;
    }

    private Optional<TotpSecret> secret(String column, long account) {
        return sql.first(
                        row -> row.getBytes(1),
                        "select " + column + " from authenticator_app where account_id = :account and " + column
                                + " is not null",
                        bind("account", account))
                .flatMap(sealing(account)::opened)
                .map(TotpSecret::new);
    }

    private Sealing sealing(long account) {
        return key.sealing("authenticator-app " + account);
    }
}

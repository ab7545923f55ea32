package parallax.identity;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parallax.store.Sql;

/// Passkeys, by their public halves.
@ApplicationScoped
public class Passkeys {
    private static final String COLUMNS =
            "select p.id, p.account_id, p.name, p.credential_id, p.added_at, p.last_used_at from passkey p ";

    private final Sql sql;
    private final Clock clock;

    public Passkeys(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// A passkey as its owner sees it.
    ///
    /// @param name that they gave it
    /// @param credentialId by what authenticators know it, in Base64 for addresses
    record Passkey(
            long id,
            long account,
            String name,
            String credentialId,
            Instant added,
            @Nullable Instant lastUsed) {
        /// A day in UTC.
        public String addedOn() {
            return day(added);
        }

        /// A day in UTC; empty if it was never used.
        public String usedOn() {
            return lastUsed == null ? "" : day(lastUsed);
        }

        private static String day(Instant at) {
            return at.toString().substring(0, "2026-01-01".length());
        }
    }

    /// What a signature is held against.
    ///
    /// @param credential the public half as the authenticator attested it, in Base64 for addresses
    /// @param signCount how often it had signed
    record Public(long id, long account, String credential, long signCount) {}

    /// The oldest first.
    List<Passkey> of(long account) {
        return sql.list(
                Passkeys::passkey, COLUMNS + "where p.account_id = :account order by p.id", bind("account", account));
    }

    /// @return nothing if there is none, or its account is closed
    Optional<Public> byCredential(byte[] credentialId) {
        return sql.first(
                row -> new Public(
                        row.getLong("id"),
                        row.getLong("account_id"),
                        text(row.getBytes("credential")),
                        row.getLong("sign_count")),
                """
                select p.id, p.account_id, p.credential, p.sign_count from passkey p join account a on a.id = p.account_id
                where p.credential_id = :credential and a.disabled_at is null""",
                bind("credential", credentialId));
    }

    /// @return whether nobody had it before
    boolean add(long account, String name, byte[] credentialId, byte[] credential, long signCount) {
        return sql.update(
                        """
                        insert into passkey (account_id, credential_id, credential, sign_count, name, added_at)
                        values (:account, :id, :credential, :count, :name, :now) on conflict do nothing""",
                        bind("account", account),
                        bind("id", credentialId),
                        bind("credential", credential),
                        bind("count", signCount),
                        bind("name", name),
                        bind("now", clock.instant()))
                > 0;
    }

    void used(long id, long signCount) {
        sql.update(
                "update passkey set sign_count = :count, last_used_at = :now where id = :id",
                bind("count", signCount),
                bind("now", clock.instant()),
                bind("id", id));
    }

    /// @return its name, if the account has it
    Optional<String> remove(long account, long id) {
        return sql.first(
                row -> row.getString(1),
                "delete from passkey where account_id = :account and id = :id returning name",
                bind("account", account),
                bind("id", id));
    }

    /// @return how many there were
    int removeAll(long account) {
        return sql.update("delete from passkey where account_id = :account", bind("account", account));
    }

    private static Passkey passkey(ResultSet row) throws SQLException {
        return new Passkey(
                row.getLong("id"),
                row.getLong("account_id"),
                row.getString("name"),
                text(row.getBytes("credential_id")),
                Objects.requireNonNull(Sql.instant(row, "added_at")),
                Sql.instant(row, "last_used_at"));
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

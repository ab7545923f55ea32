package parallax.identity;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import parallax.store.Sql;

/// Who gave the right password and has not shown a second factor yet: it opens nothing but the page
/// that asks for it.
@ApplicationScoped
public class HalfSignIns {
    static final String COOKIE = "second-step";
    static final Duration LENGTH = Duration.ofMinutes(10);

    private final Sql sql;
    private final Clock clock;

    public HalfSignIns(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// Whose it is.
    record Holder(long account, String email) {}

    @Transactional
    Token begin(long account) {
        Token token = Token.create();
        Instant now = clock.instant();
        sql.update("delete from half_sign_in where expires_at < :now", bind("now", now));
        sql.update(
                """
                insert into half_sign_in (token_hash, account_id, created_at, expires_at)
                values (:token, :account, :now, :expires)""",
                bind("token", token.hash()),
                bind("account", account),
                bind("now", now),
                bind("expires", now.plus(LENGTH)));
        return token;
    }

    Optional<Holder> of(Token token) {
        return sql.first(
                row -> new Holder(row.getLong("id"), row.getString("email")),
                """
                select a.id, a.email from half_sign_in h join account a on a.id = h.account_id
                where h.token_hash = :token and h.expires_at > :now and a.disabled_at is null""",
                bind("token", token.hash()),
                bind("now", clock.instant()));
    }

    void end(Token token) {
        sql.update("delete from half_sign_in where token_hash = :token", bind("token", token.hash()));
    }

    void endAll(long account) {
        sql.update("delete from half_sign_in where account_id = :account", bind("account", account));
    }
}

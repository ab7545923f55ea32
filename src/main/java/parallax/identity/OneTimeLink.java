package parallax.identity;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parallax.store.Sql;

/// Links that let their holder set one password, once. Opening the page does not use the link up; sending
/// its form does.
@ApplicationScoped
public class OneTimeLink {
    private static final Duration SET_UP = Duration.ofDays(30);
    private static final Duration PASSWORD = Duration.ofDays(2);

    private final Sql sql;
    private final Clock clock;

    public OneTimeLink(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// @param accountId whose password the link sets; null for the first owner, who has no account yet
    public record Purpose(@Nullable Long accountId) {
        public boolean isFirstOwner() {
            return accountId == null;
        }
    }

    /// A link for the first owner, or nothing once there is an owner. An earlier unused link stops working.
    public Optional<Token> forFirstOwner() {
        if (sql.number("select count(*) from account where role = 'owner'") > 0) {
            return Optional.empty();
        }
        sql.update("delete from one_time_link where purpose = 'first_owner'");
        return Optional.of(create("first_owner", null, SET_UP));
    }

    public Token forPassword(long accountId) {
        sql.update("delete from one_time_link where account_id = :account", bind("account", accountId));
        return create("password", accountId, PASSWORD);
    }

    public Optional<Purpose> find(Token token) {
        return sql.first(
                row -> new Purpose(row.getObject("account_id", Long.class)),
                """
                select account_id from one_time_link
                where token_hash = :token and used_at is null and expires_at > :now
                  and (purpose <> 'first_owner' or not exists (select 1 from account where role = 'owner'))""",
                bind("token", token.hash()),
                bind("now", clock.instant()));
    }

    /// @return whether this call was the one that used it
    boolean use(Token token) {
        return sql.update(
                        "update one_time_link set used_at = :now where token_hash = :token and used_at is null and expires_at > :now",
                        bind("now", clock.instant()),
                        bind("token", token.hash()))
                == 1;
    }

    private Token create(String purpose, @Nullable Long accountId, Duration validity) {
        Token token = Token.create();
        sql.update(
                "insert into one_time_link (token_hash, purpose, account_id, expires_at) values (:token, :purpose, :account, :expires)",
                bind("token", token.hash()),
                bind("purpose", purpose),
                bind("account", accountId),
                bind("expires", clock.instant().plus(validity)));
        return token;
    }
}

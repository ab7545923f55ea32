package parallax.identity;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bouncycastle.util.encoders.Base32;
import parallax.store.Sql;

/// Codes that somebody keeps for the day when the second factor is lost: each stands in for it once. They are
/// as hard to guess as tokens are, so that a plain hash keeps them.
@ApplicationScoped
public class RecoveryCodes {
    static final int HOW_MANY = 10;
    private static final int BYTES = 10;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Sql sql;
    private final Clock clock;

    public RecoveryCodes(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// New ones, which take the place of those of before.
    ///
    /// @return as they are shown, this once
    @Transactional
    List<String> renew(long account) {
        remove(account);
        List<String> codes =
                Stream.generate(RecoveryCodes::code).limit(HOW_MANY).toList();
        codes.forEach(code -> sql.update(
                "insert into recovery_code (account_id, code_hash, created_at) values (:account, :hash, :now)",
                bind("account", account),
                bind("hash", hash(code)),
                bind("now", clock.instant())));
        return codes;
    }

    /// @param code as typed
    /// @return whether it is one of theirs, and was not used before
    @Transactional
    boolean use(long account, String code) {
        var own = List.of(bind("now", clock.instant()), bind("account", account), bind("hash", hash(code)));
        String statement =
                "update recovery_code set used_at = :now where account_id = :account and code_hash = :hash and used_at is null";
        return sql.update(statement, own.toArray(Sql.Binding[]::new)) > 0;
    }

    int left(long account) {
        return (int) sql.number(
                "select count(*) from recovery_code where account_id = :account and used_at is null",
                bind("account", account));
    }

    void remove(long account) {
        sql.update("delete from recovery_code where account_id = :account", bind("account", account));
    }

    private static String code() {
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        return Base32.toBase32String(random).toLowerCase(Locale.ROOT).replaceAll("(.{4})(?=.)", "$1-");
    }

    private static byte[] hash(String code) {
        String plain = code.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return Token.sha256(plain.getBytes(StandardCharsets.UTF_8));
    }
}

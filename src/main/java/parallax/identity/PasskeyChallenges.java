package parallax.identity;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import parallax.store.Sql;

/// What passkeys are asked to sign: made by nobody else, for one purpose, for ten minutes, and answered once.
/// Nothing is stored until one is answered, so that asking costs nothing.
@ApplicationScoped
public class PasskeyChallenges {
    private static final Duration LENGTH = Duration.ofMinutes(10);
    private static final int NONCE = 16;
    private static final int MAC = 32;
    private static final int WHOLE = NONCE + Long.BYTES + MAC;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Sql sql;
    private final Clock clock;
    private final InstallationSecret secret;

    public PasskeyChallenges(Sql sql, Clock clock, InstallationSecret secret) {
        this.sql = sql;
        this.clock = clock;
        this.secret = secret;
    }

    /// @param purpose what the answer will be good for
    byte[] create(String purpose) {
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        long expires = clock.instant().plus(LENGTH).getEpochSecond();
        return ByteBuffer.allocate(WHOLE)
                .put(nonce)
                .putLong(expires)
                .put(mac(nonce, expires, purpose))
                .array();
    }

    /// @return whether it is one of ours, for that purpose, in time, and was not answered before
    @Transactional
    boolean spend(byte[] challenge, String purpose) {
        if (challenge.length != WHOLE) {
            return false;
        }
        ByteBuffer parts = ByteBuffer.wrap(challenge);
        byte[] nonce = new byte[NONCE];
        parts.get(nonce);
        long expires = parts.getLong();
        byte[] mac = new byte[MAC];
        parts.get(mac);
        Instant now = clock.instant();
        if (!MessageDigest.isEqual(mac, mac(nonce, expires, purpose)) || expires < now.getEpochSecond()) {
            return false;
        }
        sql.update("delete from spent_challenge where expires_at < :now", bind("now", now));
        return sql.update(
                        "insert into spent_challenge (challenge_hash, expires_at) values (:hash, :expires) on conflict do nothing",
                        bind("hash", Token.sha256(challenge)),
                        bind("expires", Instant.ofEpochSecond(expires)))
                > 0;
    }

    private byte[] mac(byte[] nonce, long expires, String purpose) {
        byte[] words = purpose.getBytes(StandardCharsets.UTF_8);
        return secret.mac(
                "passkey-challenge",
                ByteBuffer.allocate(NONCE + Long.BYTES + words.length)
                        .put(nonce)
                        .putLong(expires)
                        .put(words)
                        .array());
    }
}

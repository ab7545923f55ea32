package parallax.identity;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.util.encoders.Base32;

/// What an app makes its codes of: six digits, another every half a minute.
///
/// @param text 160 bits in the letters and digits of Base32
/// @see <a href="https://www.rfc-editor.org/rfc/rfc6238">RFC 6238</a>
record TotpSecret(String text) {
    static final Duration STEP = Duration.ofSeconds(30);
    /// For how many steps before and after this one a code is right too: clocks differ, and people type.
    private static final int DRIFT = 1;

    private static final int BYTES = 20;
    private static final String ISSUER = "Parallax";
    private static final SecureRandom RANDOM = new SecureRandom();

    static TotpSecret create() {
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        return new TotpSecret(Base32.toBase32String(random));
    }

    /// The step whose code this is, near a time.
    ///
    /// @param code as typed
    OptionalLong step(String code, Instant now) {
        long current = now.getEpochSecond() / STEP.toSeconds();
        byte[] given = code.getBytes(StandardCharsets.UTF_8);
        return LongStream.rangeClosed(current - DRIFT, current + DRIFT)
                .filter(step -> MessageDigest.isEqual(code(step).getBytes(StandardCharsets.UTF_8), given))
                .findFirst();
    }

    /// The code of a time.
    String code(Instant at) {
        return code(at.getEpochSecond() / STEP.toSeconds());
    }

    private String code(long step) {
        try {
            var key = new SecretKeySpec(Base32.decode(text), "RAW");
            Instant at = Instant.ofEpochSecond(step * STEP.toSeconds());
            return new TimeBasedOneTimePasswordGenerator(STEP).generateOneTimePasswordString(key, at);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("a key of bytes is one", e);
        }
    }

    /// What the QR code says, for an app.
    String address(String email) {
        return "otpauth://totp/" + ISSUER + ":" + encoded(email) + "?secret=" + text + "&issuer=" + ISSUER
                + "&algorithm=SHA1&digits=6&period=" + STEP.toSeconds();
    }

    /// In groups of four, for whoever types it.
    String grouped() {
        return text.replaceAll("(.{4})(?=.)", "$1 ");
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return "TotpSecret[hidden]";
    }
}

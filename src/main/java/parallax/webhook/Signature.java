package parallax.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// By which a receiver knows that an event comes from here, as it is, and just now: HMAC-SHA-256 under the
/// webhook's secret over the seconds since 1970, a dot, and the body.
///
/// @param timestamp in seconds since 1970
/// @param text `sha256=` and hexadecimal digits
/// @see <a href="https://www.rfc-editor.org/rfc/rfc2104">RFC 2104, HMAC</a>
record Signature(long timestamp, String text) {
    static Signature of(String secret, Instant now, String body) {
        long timestamp = now.getEpochSecond();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] signed = mac.doFinal((timestamp + "." + body).getBytes(StandardCharsets.UTF_8));
            return new Signature(timestamp, "sha256=" + HexFormat.of().formatHex(signed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}

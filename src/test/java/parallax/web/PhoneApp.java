package parallax.web;

import io.restassured.response.Response;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.util.encoders.Base32;

/// An app that shows codes, as somebody sets it up from what a page shows. Computed here anew, by RFC
/// 4226 and 6238.
final class PhoneApp {
    private static final Pattern SECRET = Pattern.compile("<code class=\"secret\">([A-Z2-7 ]+)</code>");

    private final byte[] secret;
    private final Clock clock;

    private PhoneApp(byte[] secret, Clock clock) {
        this.secret = secret;
        this.clock = clock;
    }

    static PhoneApp typedFrom(Response page, Clock clock) {
        String typed = Browserless.found(SECRET, page.asString()).replace(" ", "");
        return new PhoneApp(Base32.decode(typed), clock);
    }

    String code() {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(8)
                    .putLong(clock.instant().getEpochSecond() / 30)
                    .array());
            int offset = hash[hash.length - 1] & 0xf;
            int number = ByteBuffer.wrap(hash, offset, 4).getInt() & 0x7fffffff;
            return "%06d".formatted(number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}

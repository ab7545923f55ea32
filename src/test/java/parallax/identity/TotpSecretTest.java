package parallax.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TotpSecretTest {
    /// The secret of RFC 6238's appendix B, “12345678901234567890”.
    private static final TotpSecret OF_THE_RFC = new TotpSecret("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");

    /// RFC 6238, appendix B, the rows of SHA-1: the last six of its eight digits.
    private static final Map<Long, String> CODES = Map.of(
            59L, "287082",
            1111111109L, "081804",
            1111111111L, "050471",
            1234567890L, "005924",
            2000000000L, "279037",
            20000000000L, "353130");

    @Test
    void codes_are_those_of_the_rfc() {
        CODES.forEach((second, code) -> assertEquals(code, OF_THE_RFC.code(Instant.ofEpochSecond(second))));
    }

    @Test
    void a_code_is_right_half_a_minute_before_and_after_and_no_longer() {
        Instant now = Instant.ofEpochSecond(1234567890);
        long step = 1234567890 / 30;
        assertEquals(OptionalLong.of(step), OF_THE_RFC.step("005924", now));
        assertEquals(OptionalLong.of(step), OF_THE_RFC.step("005924", now.plusSeconds(30)));
        assertEquals(OptionalLong.of(step), OF_THE_RFC.step("005924", now.minusSeconds(30)));
        assertEquals(OptionalLong.empty(), OF_THE_RFC.step("005924", now.plusSeconds(60)));
        assertEquals(OptionalLong.empty(), OF_THE_RFC.step("005924", now.minusSeconds(60)));
        for (String none : new String[] {"", "5924", "005925", "0059240", "٠٠٥٩٢٤"}) {
            assertEquals(OptionalLong.empty(), OF_THE_RFC.step(none, now), none);
        }
    }

    @Test
    void two_secrets_differ_and_hold_160_bits() {
        assertEquals(32, TotpSecret.create().text().length());
        assertNotEquals(TotpSecret.create().text(), TotpSecret.create().text());
    }

    @Test
    void a_camera_reads_from_the_qr_code_what_it_was_made_of() throws Exception {
        String address = OF_THE_RFC.address("ines+1@people.example");
        assertEquals(
                "otpauth://totp/Parallax:ines%2B1%40people.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                        + "&issuer=Parallax&algorithm=SHA1&digits=6&period=30",
                address);
        QrCode drawn = QrCode.of(address);
        int margin = 4;
        var seen = new BitMatrix(drawn.size() - 2 * margin);
        Matcher module = Pattern.compile("M(\\d+) (\\d+)h1v1h-1z").matcher(drawn.path());
        while (module.find()) {
            seen.set(Integer.parseInt(module.group(1)) - margin, Integer.parseInt(module.group(2)) - margin);
        }
        assertEquals(address, new Decoder().decode(seen).getText());
    }
}

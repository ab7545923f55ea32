package parallax.rater;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Signatures made here with a key of our own, as a panel makes them with its.
class PanelSignatureTest {
    private static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final String OURS = "https://parallax.example";

    private static RsaJsonWebKey key;
    private static Panel panel;

    @BeforeAll
    static void a_panel_that_signs() throws Exception {
        key = RsaJwkGenerator.generateJwk(2048);
        key.setKeyId("k1");
        panel = new Panel("Prolific", "PROLIFIC_PID", "SESSION_ID", new PanelSignature("token", OURS, keySet(key)));
    }

    @Test
    void whom_the_panel_signs_for_is_who_comes() throws Exception {
        String token = signed(key, claims("5f3a", OURS, NOW.plusSeconds(300)));
        var expected = new Arrival("Prolific", "5f3a", "visit-1", Arrival.Identity.SIGNED);
        assertEquals(expected, arrival(Map.of("token", token)));
        assertEquals(expected, arrival(Map.of("token", token, "PROLIFIC_PID", "5f3a")));
    }

    @Test
    void a_signature_for_somebody_else_or_for_another_audience_or_of_another_key_or_too_old_is_none() throws Exception {
        RsaJsonWebKey other = RsaJwkGenerator.generateJwk(2048);
        other.setKeyId("k1");
        String good = signed(key, claims("5f3a", OURS, NOW.plusSeconds(300)));
        for (Map<String, String> query : List.of(
                Map.of("PROLIFIC_PID", "5f3a"),
                Map.of("token", good, "PROLIFIC_PID", "another"),
                Map.of("token", signed(key, claims("5f3a", "https://elsewhere.example", NOW.plusSeconds(300)))),
                Map.of("token", signed(key, claims("5f3a", OURS, NOW.minusSeconds(120)))),
                Map.of("token", signed(key, "{\"aud\":\"" + OURS + "\",\"prolific\":{\"PROLIFIC_PID\":\"5f3a\"}}")),
                Map.of("token", signed(other, claims("5f3a", OURS, NOW.plusSeconds(300)))),
                Map.of("token", signedWithTheirPublicKey(claims("5f3a", OURS, NOW.plusSeconds(300)))),
                Map.of("token", good.substring(0, good.lastIndexOf('.') + 1)),
                Map.of("token", ""))) {
            assertThrows(BadRequestException.class, () -> arrival(query), query::toString);
        }
    }

    @Test
    void nobody_comes_without_the_panel_s_parameters() {
        assertTrue(panel.arrival(new MultivaluedHashMap<>(), CLOCK).isEmpty());
    }

    @Test
    void a_key_set_without_a_public_key_is_refused_with_a_sentence() {
        for (String keys : List.of("", "{", "{\"keys\":[]}", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}")) {
            assertThrows(IllegalArgumentException.class, () -> new PanelSignature("token", OURS, keys), keys);
        }
    }

    private static Arrival arrival(Map<String, String> query) {
        return panel.arrival(new MultivaluedHashMap<>(query), CLOCK).orElseThrow();
    }

    private static String claims(String id, String audience, Instant until) {
        return "{\"aud\":\"%s\",\"exp\":%d,\"prolific\":{\"PROLIFIC_PID\":\"%s\",\"SESSION_ID\":\"visit-1\"}}"
                .formatted(audience, until.getEpochSecond(), id);
    }

    private static String signed(RsaJsonWebKey by, String payload) throws Exception {
        var signature = new JsonWebSignature();
        signature.setPayload(payload);
        signature.setKey(by.getPrivateKey());
        signature.setKeyIdHeaderValue(by.getKeyId());
        signature.setAlgorithmHeaderValue("RS256");
        return signature.getCompactSerialization();
    }

    /// As somebody does who takes a public key for a shared secret.
    private static String signedWithTheirPublicKey(String payload) throws Exception {
        var signature = new JsonWebSignature();
        signature.setPayload(payload);
        signature.setKey(new HmacKey(key.getPublicKey().getEncoded()));
        signature.setKeyIdHeaderValue("k1");
        signature.setAlgorithmHeaderValue("HS256");
        return signature.getCompactSerialization();
    }

    private static String keySet(RsaJsonWebKey key) {
        return "{\"keys\":[" + key.toJson(OutputControlLevel.PUBLIC_ONLY) + "]}";
    }
}

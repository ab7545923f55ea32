package parallax.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// What a page asks a browser for, in the words of the standard.
///
/// @see <a href="https://www.w3.org/TR/webauthn-3/#sctn-parseCreationOptionsFromJSON">Web
///   Authentication, level 3</a>
@ApplicationScoped
public class PasskeyOptions {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TIMEOUT_MS = 300_000;
    /// Ed25519, ECDSA with P-256, RSA with SHA-256: what authenticators have.
    private static final List<Integer> ALGORITHMS = List.of(-8, -7, -257);

    private final PasskeyPlace places;
    private final PasskeyChallenges challenges;
    private final InstallationSecret secret;

    public PasskeyOptions(PasskeyPlace places, PasskeyChallenges challenges, InstallationSecret secret) {
        this.places = places;
        this.challenges = challenges;
        this.secret = secret;
    }

    /// To make one.
    ///
    /// @return empty where browsers make none
    String creation(Account account, List<Passkeys.Passkey> held, HttpServerRequest request) {
        return places.of(request)
                .map(place -> written(Map.of(
                        "rp", Map.of("id", place.name(), "name", "Parallax"),
                        "user",
                                Map.of(
                                        "id", text(handle(account.id())),
                                        "name", account.email(),
                                        "displayName", account.displayName()),
                        "challenge", text(challenges.create(Purpose.adding(account.id()))),
                        "pubKeyCredParams",
                                ALGORITHMS.stream()
                                        .map(algorithm -> Map.of("type", "public-key", "alg", algorithm))
                                        .toList(),
                        "timeout", TIMEOUT_MS,
                        "excludeCredentials", descriptors(held),
                        "authenticatorSelection", Map.of("residentKey", "preferred", "userVerification", "preferred"),
                        "attestation", "none")))
                .orElse("");
    }

    /// To sign in with one, whosever it is: it must ask for a finger, a face or a PIN.
    ///
    /// @return empty where browsers have none
    String signIn(HttpServerRequest request) {
        return request(Purpose.SIGN_IN, List.of(), "required", request);
    }

    /// To show one of an account's after its password.
    ///
    /// @return empty where there is none to ask for
    String secondStep(long account, List<Passkeys.Passkey> held, HttpServerRequest request) {
        return held.isEmpty() ? "" : request(Purpose.secondStep(account), held, "discouraged", request);
    }

    private String request(
            String purpose, List<Passkeys.Passkey> held, String verification, HttpServerRequest request) {
        return places.of(request)
                .map(place -> written(Map.of(
                        "rpId", place.name(),
                        "challenge", text(challenges.create(purpose)),
                        "timeout", TIMEOUT_MS,
                        "allowCredentials", descriptors(held),
                        "userVerification", verification)))
                .orElse("");
    }

    /// What a challenge's answer is good for.
    static final class Purpose {
        static final String SIGN_IN = "sign-in";

        private Purpose() {}

        static String adding(long account) {
            return "adding " + account;
        }

        static String secondStep(long account) {
            return "second-step " + account;
        }
    }

    /// Whether what an authenticator says of whose the passkey is fits; one that stores nothing says
    /// nothing.
    boolean isOf(long account, byte[] handle) {
        return handle.length == 0 || MessageDigest.isEqual(handle, handle(account));
    }

    /// By which authenticators know an account: not its number, nor its address.
    private byte[] handle(long account) {
        return secret.mac("passkey-account", Long.toString(account).getBytes(StandardCharsets.UTF_8));
    }

    private static List<Map<String, String>> descriptors(List<Passkeys.Passkey> held) {
        return held.stream()
                .map(passkey -> Map.of("type", "public-key", "id", passkey.credentialId()))
                .toList();
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String written(Map<String, ?> options) {
        try {
            return JSON.writeValueAsString(options);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of texts and numbers can be written", e);
        }
    }
}

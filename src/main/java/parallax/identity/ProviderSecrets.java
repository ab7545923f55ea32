package parallax.identity;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/// State, nonce and code verifier of somebody's way through another service, all made of one random cookie of their
/// browser:
/// nothing is stored, and what another browser began is nothing here.
@ApplicationScoped
public class ProviderSecrets {
    static final String COOKIE = "provider";
    static final Duration LENGTH = Duration.ofMinutes(10);
    static final String SIGN_IN = "sign-in";

    private final InstallationSecret secret;

    public ProviderSecrets(InstallationSecret secret) {
        this.secret = secret;
    }

    static String connecting(long account) {
        return "connecting " + account;
    }

    /// @param purpose what it will be good for
    Provider.Secrets of(Token cookie, String purpose) {
        return new Provider.Secrets(
                new State(part("state", cookie, purpose)),
                new Nonce(part("nonce", cookie, purpose)),
                new CodeVerifier(part("verifier", cookie, purpose)));
    }

    private String part(String part, Token cookie, String purpose) {
        byte[] content = (part + "\n" + purpose + "\n" + cookie.text()).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret.mac("provider", content));
    }
}

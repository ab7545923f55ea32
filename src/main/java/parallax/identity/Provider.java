package parallax.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import parallax.settings.Settings;
import parallax.web.PublicAddress;

/// Another service that people sign in with: OpenID Connect's authorization code flow with PKCE. What it says
/// of itself is read from its address when it is needed; only signatures with its public keys count.
///
/// @see <a href="https://openid.net/specs/openid-connect-core-1_0.html">OpenID Connect Core 1.0</a>
@Named("provider")
@ApplicationScoped
public class Provider {
    /// Where it sends people back to.
    static final String ANSWER = "/sign-in/provider/answer";

    private static final Logger LOG = Logger.getLogger(Provider.class);
    private static final Duration KNOWN_FOR = Duration.ofHours(1);
    private static final int PATIENCE_MS = 5_000;
    private static final int MOST_BYTES = 200_000;
    /// Never one whose key is the shared secret, and never none.
    private static final Set<JWSAlgorithm> SIGNATURES =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256, JWSAlgorithm.EdDSA);

    private final Settings.Oidc settings;
    private final PublicAddress address;
    private final Clock clock;
    private @Nullable Known known;

    public Provider(Settings settings, PublicAddress address, Clock clock) {
        this.settings = settings.oidc();
        this.address = address;
        this.clock = clock;
        if (isOn() && this.settings.clientId().isEmpty()) {
            throw new IllegalArgumentException("With parallax.oidc.issuer, parallax.oidc.client-id must be set.");
        }
    }

    /// What the service says of itself.
    private record Known(OIDCProviderMetadata metadata, IDTokenValidator validator, Instant since) {}

    /// What goes out with somebody and must come back with them, or with what is fetched for them.
    record Secrets(State state, Nonce nonce, CodeVerifier verifier) {}

    /// Whom the service signed in.
    ///
    /// @param email empty unless the service has verified that it is theirs
    /// @param roles the values of the claim that gives roles
    record Somebody(String issuer, String subject, String email, String name, List<String> roles) {}

    /// The service is away, or said something that does not count. The message says what, and nothing of anybody.
    static final class Failure extends Exception {
        private static final long serialVersionUID = 1;

        Failure(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    public boolean isOn() {
        return settings.issuer().isPresent();
    }

    /// What pages call it; empty while there is none.
    public String getName() {
        return isOn() ? settings.name() : "";
    }

    /// Where somebody signs in there.
    URI way(Secrets secrets) throws Failure {
        return new AuthenticationRequest.Builder(
                        ResponseType.CODE, new Scope("openid", "profile", "email"), client(), back())
                .endpointURI(known().metadata().getAuthorizationEndpointURI())
                .state(secrets.state())
                .nonce(secrets.nonce())
                .codeChallenge(secrets.verifier(), CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    /// Whom the service sent back.
    ///
    /// @param query what it put into the address
    Somebody somebody(String query, Secrets secrets) throws Failure {
        try {
            AuthenticationResponse answer = AuthenticationResponseParser.parse(URI.create(back() + "?" + query));
            if (!answer.indicatesSuccess()) {
                throw new Failure("it signed nobody in", null);
            }
            Issuer from = answer.getIssuer();
            boolean fits = secrets.state().equals(answer.getState()) && (from == null || from.equals(issuer()));
            AuthorizationCode code = answer.toSuccessResponse().getAuthorizationCode();
            if (!fits || code == null) {
                throw new Failure("what came back was not asked for", null);
            }
            return somebody(code, secrets);
        } catch (ParseException | IllegalArgumentException e) {
            throw new Failure("what came back cannot be read", e);
        }
    }

    private Somebody somebody(AuthorizationCode code, Secrets secrets) throws Failure {
        try {
            HTTPRequest request = tokenRequest(code, secrets).toHTTPRequest();
            request.setConnectTimeout(PATIENCE_MS);
            request.setReadTimeout(PATIENCE_MS);
            request.setFollowRedirects(false);
            TokenResponse tokens = OIDCTokenResponseParser.parse(request.send());
            if (!tokens.indicatesSuccess()) {
                throw new Failure("it gives no token for its code", null);
            }
            var idToken = tokens.toSuccessResponse().getTokens().toOIDCTokens().getIDToken();
            if (idToken == null) {
                throw new Failure("it gives a token without saying whom it signed in", null);
            }
            return somebody(known().validator().validate(idToken, secrets.nonce()));
        } catch (ParseException | IOException | BadJOSEException | JOSEException e) {
            throw new Failure("its token does not count", e);
        }
    }

    private Somebody somebody(IDTokenClaimsSet claims) {
        boolean verified = Boolean.TRUE.equals(claims.getBooleanClaim("email_verified"));
        String email = Objects.requireNonNullElse(claims.getStringClaim("email"), "");
        String name = Objects.requireNonNullElse(claims.getStringClaim("name"), "");
        return new Somebody(
                claims.getIssuer().getValue(),
                claims.getSubject().getValue(),
                verified ? email : "",
                name.isBlank() ? email : name,
                ClaimPath.values(claims.toJSONObject(), settings.roleClaim()));
    }

    private TokenRequest tokenRequest(AuthorizationCode code, Secrets secrets) throws Failure {
        OIDCProviderMetadata metadata = known().metadata();
        var grant = new AuthorizationCodeGrant(code, back(), secrets.verifier());
        if (settings.clientSecret().isEmpty()) {
            return new TokenRequest.Builder(metadata.getTokenEndpointURI(), client(), grant).build();
        }
        var secret = new Secret(settings.clientSecret().get());
        List<ClientAuthenticationMethod> methods = metadata.getTokenEndpointAuthMethods();
        boolean posts = methods != null
                && !methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                && methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST);
        var own = posts ? new ClientSecretPost(client(), secret) : new ClientSecretBasic(client(), secret);
        return new TokenRequest.Builder(metadata.getTokenEndpointURI(), own, grant).build();
    }

    private synchronized Known known() throws Failure {
        Known before = known;
        if (before != null && before.since().plus(KNOWN_FOR).isAfter(clock.instant())) {
            return before;
        }
        try {
            OIDCProviderMetadata metadata = OIDCProviderMetadata.resolve(issuer(), PATIENCE_MS, PATIENCE_MS);
            var keys = JWKSourceBuilder.create(
                            metadata.getJWKSetURI().toURL(),
                            new DefaultResourceRetriever(PATIENCE_MS, PATIENCE_MS, MOST_BYTES))
                    .build();
            var selector = new JWSVerificationKeySelector<>(SIGNATURES, keys);
            Known now = new Known(metadata, new IDTokenValidator(issuer(), client(), selector, null), clock.instant());
            known = now;
            return now;
        } catch (GeneralException | IOException e) {
            throw new Failure("it does not say where it is", e);
        }
    }

    private Issuer issuer() {
        return new Issuer(settings.issuer().orElseThrow());
    }

    private ClientID client() {
        return new ClientID(settings.clientId().orElseThrow());
    }

    private URI back() {
        return URI.create(address.link(ANSWER));
    }

    /// A failure's reason without anything of anybody.
    static void told(Failure failure) {
        LOG.warnf("Signing in with the other service failed: %s", failure.getMessage());
    }
}

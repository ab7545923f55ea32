package parallax.identity;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Recognises staff by their session cookie, and programs by an API key in the `Authorization` header.
@ApplicationScoped
public class SessionAuthentication
        implements HttpAuthenticationMechanism, IdentityProvider<TokenAuthenticationRequest> {
    static final String SESSION = "session";
    static final String API_KEY = "api-key";
    private static final String BEARER = "Bearer ";

    private final Sessions sessions;

    public SessionAuthentication(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager identities) {
        String authorization = request.request().getHeader("Authorization");
        if (authorization != null && namesKey(request.normalizedPath(), authorization)) {
            return identities.authenticate(credential(authorization.substring(BEARER.length()), API_KEY));
        }
        Cookie cookie = request.request().getCookie(cookieName(request.request().isSSL()));
        if (cookie == null || cookie.getValue().isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        return identities
                .authenticate(credential(cookie.getValue(), SESSION))
                .onFailure(AuthenticationFailedException.class)
                .recoverWithItem(() -> nobody());
    }

    @Override
    public Class<TokenAuthenticationRequest> getRequestType() {
        return TokenAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            TokenAuthenticationRequest request, AuthenticationRequestContext context) {
        return context.runBlocking(() -> identity(request.getToken()));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(TokenAuthenticationRequest.class);
    }

    /// Pages send people to sign in; the API answers 401.
    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        boolean page = !isOfPrograms(request.normalizedPath());
        return Uni.createFrom()
                .item(
                        page
                                ? new ChallengeData(303, "Location", "/sign-in")
                                : new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }

    /// Keys open the API and nothing else: on pages, whose forms can do all that their account may, they
    /// are nobody's.
    private static boolean isOfPrograms(String path) {
        return path.startsWith("/api/");
    }

    /// Whether a request is answered for whoever holds the key that it names, whatever cookies it brings.
    static boolean namesKey(String path, @Nullable String authorization) {
        return isOfPrograms(path) && authorization != null && authorization.startsWith(BEARER);
    }

    static String cookieName(boolean https) {
        return https ? "__Host-session" : "session";
    }

    private SecurityIdentity identity(TokenCredential credential) {
        Token token = new Token(credential.getToken());
        boolean apiKey = credential.getType().equals(API_KEY);
        Optional<Sessions.Holder> holder = apiKey ? sessions.ofApiKey(token) : sessions.ofSession(token);
        Sessions.Holder found = holder.orElseThrow(() -> new AuthenticationFailedException("no such session or key"));
        var identity = QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(found.email()))
                .addRole(found.role().word())
                .addAttribute("holder", found);
        return identity.build();
    }

    private static @Nullable SecurityIdentity nobody() {
        return null;
    }

    private static TokenAuthenticationRequest credential(String token, String type) {
        return new TokenAuthenticationRequest(new TokenCredential(token, type));
    }
}

package parallax.identity;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Objects;

/// Signing in with another service: the way there, and back.
@Path("/sign-in/provider")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@PermitAll
public class ProviderResource {
    private final Provider provider;
    private final ProviderSecrets secrets;
    private final ProviderAccounts accounts;
    private final SignedIn signedIn;
    private final SignInPages pages;
    private final CurrentAccount current;

    public ProviderResource(
            Provider provider,
            ProviderSecrets secrets,
            ProviderAccounts accounts,
            SignedIn signedIn,
            SignInPages pages,
            CurrentAccount current) {
        this.provider = provider;
        this.secrets = secrets;
        this.accounts = accounts;
        this.signedIn = signedIn;
        this.pages = pages;
        this.current = current;
    }

    @GET
    public Response leave(@Context HttpServerRequest request) {
        requireProvider();
        Token cookie = Token.create();
        try {
            URI there = provider.way(secrets.of(cookie, ProviderSecrets.SIGN_IN));
            return Response.seeOther(there)
                    .cookie(SessionCookie.holding(ProviderSecrets.COOKIE, cookie, ProviderSecrets.LENGTH, request))
                    .build();
        } catch (Provider.Failure failure) {
            return failed(failure, request);
        }
    }

    @GET
    @Path("answer")
    public Response comeBack(@Context HttpServerRequest request) {
        requireProvider();
        Token cookie = SessionCookie.held(ProviderSecrets.COOKIE, request);
        String query = Objects.requireNonNullElse(request.query(), "");
        if (cookie.text().isEmpty()) {
            return failed(new Provider.Failure("what came back was not asked for by this browser", null), request);
        }
        try {
            return current.holder().isPresent()
                    ? connected(provider.somebody(query, secrets.of(cookie, ProviderSecrets.connecting(current.id()))))
                    : signedIn(provider.somebody(query, secrets.of(cookie, ProviderSecrets.SIGN_IN)), request);
        } catch (Provider.Failure failure) {
            return failed(failure, request);
        }
    }

    private Response signedIn(Provider.Somebody somebody, HttpServerRequest request) {
        return switch (accounts.account(somebody)) {
            case ProviderAccounts.Outcome.Is(long account) -> signedIn.begin(account, Proof.PROVIDER, request);
            case ProviderAccounts.Outcome.IsNobody(String words) ->
                pages.answer(
                        403, "", "You are signed in with " + provider.getName() + ", and not here. " + words, request);
        };
    }

    private Response connected(Provider.Somebody somebody) {
        boolean done = accounts.connect(somebody, current.id());
        return Response.seeOther(URI.create(done ? "/account/provider" : "/account/provider?taken=1"))
                .build();
    }

    private Response failed(Provider.Failure failure, HttpServerRequest request) {
        Provider.told(failure);
        String words =
                "Signing in with " + provider.getName() + " did not work this time. Try again, or go another way.";
        return pages.answer(401, "", words, request);
    }

    private void requireProvider() {
        if (!provider.isOn()) {
            throw new NotFoundException("no other service signs people in");
        }
    }
}

package parallax.identity;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Connecting one's own account with another service, and ending that.
@Path("/account/provider")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class OwnProviderResource {
    private static final String TAKEN = "You are connected with it already, or another account here is.";
    private static final String AWAY = "It cannot be reached at this moment. Try again later.";

    private final CurrentAccount current;
    private final OwnPassword password;
    private final Provider provider;
    private final ProviderSecrets secrets;
    private final ProviderAccounts accounts;

    public OwnProviderResource(
            CurrentAccount current,
            OwnPassword password,
            Provider provider,
            ProviderSecrets secrets,
            ProviderAccounts accounts) {
        this.current = current;
        this.password = password;
        this.provider = provider;
        this.secrets = secrets;
        this.accounts = accounts;
    }

    @GET
    public ProviderPage state(@QueryParam("taken") @Nullable String taken) {
        requireProvider();
        return page("", taken == null ? Map.of() : Map.of("", TAKEN));
    }

    /// The way there is a link: a form that leads to another site is not sent.
    @POST
    public Response begin(@BeanParam PasswordChange now, @Context HttpServerRequest request) {
        requireProvider();
        return password.refusal(current.required(), now.current(), request, this::refused)
                .orElseGet(() -> led(request));
    }

    private Response led(HttpServerRequest request) {
        Token cookie = Token.create();
        try {
            URI there = provider.way(secrets.of(cookie, ProviderSecrets.connecting(current.id())));
            return Response.ok(page(there.toString(), Map.of()))
                    .cookie(SessionCookie.holding(ProviderSecrets.COOKIE, cookie, ProviderSecrets.LENGTH, request))
                    .header("Cache-Control", "no-store")
                    .build();
        } catch (Provider.Failure failure) {
            Provider.told(failure);
            return Response.status(503).entity(page("", Map.of("", AWAY))).build();
        }
    }

    @POST
    @Path("removal")
    public Response end(@BeanParam PasswordChange now, @Context HttpServerRequest request) {
        requireProvider();
        return password.refusal(current.required(), now.current(), request, this::refused)
                .orElseGet(() -> {
                    accounts.disconnect(current.id());
                    return Response.seeOther(URI.create("/account/provider")).build();
                });
    }

    private ProviderPage refused(String sentence) {
        return page("", Map.of("current", sentence));
    }

    private ProviderPage page(String way, Map<String, String> problems) {
        return new ProviderPage(
                current.required().email(), provider.getName(), accounts.isConnected(current.id()), way, problems);
    }

    private void requireProvider() {
        if (!provider.isOn()) {
            throw new NotFoundException("no other service signs people in");
        }
    }
}

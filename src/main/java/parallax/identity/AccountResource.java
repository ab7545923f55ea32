package parallax.identity;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One's own account: making and revoking the keys of one's programs.
@Path("/account")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class AccountResource {
    private static final List<AccountPage.Scope> SCOPES = List.of(
            new AccountPage.Scope(
                    "read", "studies, items and distributions that I may see; the audit trail, if I am an owner"),
            new AccountPage.Scope("export", "single judgments too, where I have that right"));

    private final CurrentAccount current;
    private final ApiKeys keys;

    public AccountResource(CurrentAccount current, ApiKeys keys) {
        this.current = current;
        this.keys = keys;
    }

    @GET
    public AccountPage account() {
        return page("", "");
    }

    @POST
    @Path("api-keys")
    public Response create(
            @FormParam("name") @Nullable String name, @FormParam("scope") @Nullable List<String> scopes) {
        try {
            Set<String> chosen = scopes == null ? Set.of() : Set.copyOf(scopes);
            Token key = keys.create(current.id(), name == null ? "" : name, chosen);
            return Response.ok(page(key.text(), ""))
                    .header("Cache-Control", "no-store")
                    .build();
        } catch (IllegalArgumentException e) {
            return Response.status(422)
                    .entity(page("", String.valueOf(e.getMessage())))
                    .build();
        }
    }

    @POST
    @Path("api-keys/{key}/revocation")
    public Response revoke(@PathParam("key") long key) {
        if (!keys.revoke(current.id(), key)) {
            throw new NotFoundException("no such key");
        }
        return Response.seeOther(URI.create("/account")).build();
    }

    private AccountPage page(String newKey, String error) {
        Sessions.Holder holder = current.required();
        return new AccountPage(
                holder.displayName(),
                holder.email(),
                holder.role().word(),
                keys.of(holder.accountId()).stream().map(AccountResource::line).toList(),
                SCOPES,
                newKey,
                error);
    }

    private static AccountPage.Line line(ApiKeys.Key key) {
        return new AccountPage.Line(
                key.id(),
                key.name(),
                String.join(", ", key.scopes()),
                key.createdAt().atOffset(ZoneOffset.UTC).toLocalDate().toString(),
                key.revokedAt() != null);
    }
}

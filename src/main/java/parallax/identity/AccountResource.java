package parallax.identity;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
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
import java.util.Map;
import java.util.Set;
import parallax.web.Faults;

/// One's own account: making and revoking the keys of one's programs.
@Path("/account")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class AccountResource {
    private static final Map<String, String> MEANINGS = Map.of(
            "read", "studies, items and distributions that I may see; the audit trail, if I am an owner",
            "export", "individual judgments too, where I have that right",
            "write", "analyses asked for and cancelled, beside reading, where I may change the study");

    private final CurrentAccount current;
    private final ApiKeys keys;
    private final Faults faults;

    public AccountResource(CurrentAccount current, ApiKeys keys, Faults faults) {
        this.current = current;
        this.keys = keys;
        this.faults = faults;
    }

    @GET
    public AccountPage account() {
        return page("", NewKey.BLANK, Map.of());
    }

    @POST
    @Path("api-keys")
    public Response create(@BeanParam NewKey form) {
        Map<String, String> problems = faults.of(form);
        if (!problems.isEmpty()) {
            return Response.status(422).entity(page("", form, problems)).build();
        }
        Token key = keys.create(current.id(), form.name(), Set.copyOf(form.scope()));
        return Response.ok(page(key.text(), NewKey.BLANK, Map.of()))
                .header("Cache-Control", "no-store")
                .build();
    }

    @POST
    @Path("api-keys/{key}/revocation")
    public Response revoke(@PathParam("key") long key) {
        if (!keys.revoke(current.id(), key)) {
            throw new NotFoundException("no such key");
        }
        return Response.seeOther(URI.create("/account")).build();
    }

    private AccountPage page(String newKey, NewKey form, Map<String, String> problems) {
        Sessions.Holder holder = current.required();
        return new AccountPage(
                holder.displayName(),
                holder.email(),
                holder.role().word(),
                ApiKey.of(holder.accountId()).stream()
                        .map(AccountResource::line)
                        .toList(),
                ApiKeys.SCOPES.stream()
                        .map(scope -> new AccountPage.Scope(
                                scope,
                                MEANINGS.getOrDefault(scope, ""),
                                form.scope().contains(scope)))
                        .toList(),
                newKey,
                form,
                problems);
    }

    private static AccountPage.Line line(ApiKey key) {
        return new AccountPage.Line(
                key.id(),
                key.name(),
                String.join(", ", key.scopes()),
                key.createdAt().atOffset(ZoneOffset.UTC).toLocalDate().toString(),
                key.isRevoked());
    }
}

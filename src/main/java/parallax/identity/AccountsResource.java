package parallax.identity;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Inviting people and taking their access away. Nobody but the invited person ever knows their password.
@Path("/accounts")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("owner")
@RunOnVirtualThread
public class AccountsResource {
    private static final Set<String> ROLES = Set.of("owner", "researcher", "analyst", "rater");
    /// No password has this hash: the account waits for its person to choose one.
    private static final String NO_PASSWORD_YET = Password.hash(Token.create().text());

    private final CurrentAccount current;
    private final OneTimeLink links;
    private final Sessions sessions;
    private final AuditTrail trail;
    private final Clock clock;

    public AccountsResource(
            CurrentAccount current, OneTimeLink links, Sessions sessions, AuditTrail trail, Clock clock) {
        this.current = current;
        this.links = links;
        this.sessions = sessions;
        this.trail = trail;
        this.clock = clock;
    }

    @GET
    public TemplateInstance list() {
        return page("", "", "");
    }

    @POST
    @Transactional
    public Response invite(
            @FormParam("email") @Nullable String email,
            @FormParam("displayName") @Nullable String displayName,
            @FormParam("role") @Nullable String role,
            @Context UriInfo address) {
        String given = email == null ? "" : Account.normalised(email);
        String name = displayName == null ? "" : displayName.strip();
        String error = firstError(given, name, String.valueOf(role));
        if (!error.isEmpty()) {
            return Response.status(422).entity(page("", "", error)).build();
        }
        Account account = new Account();
        account.email = given;
        account.displayName = name;
        account.role = String.valueOf(role);
        account.passwordHash = NO_PASSWORD_YET;
        account.createdAt = clock.instant();
        account.persistAndFlush();
        record(AuditAction.ACCOUNT_CREATED, account.id, account.role);
        return linked(account, address);
    }

    @POST
    @Path("{id}/link")
    @Transactional
    public Response newLink(@PathParam("id") long id, @Context UriInfo address) {
        return linked(account(id), address);
    }

    @POST
    @Path("{id}/closure")
    @Transactional
    public Response close(@PathParam("id") long id) {
        Account account = account(id);
        if (account.id == current.id()) {
            return Response.status(422)
                    .entity(page("", "", "You cannot close your own account."))
                    .build();
        }
        account.disabledAt = clock.instant();
        sessions.endAll(id);
        record(AuditAction.ACCOUNT_CLOSED, id, account.role);
        return Response.seeOther(URI.create("/accounts")).build();
    }

    @POST
    @Path("{id}/reopening")
    @Transactional
    public Response reopen(@PathParam("id") long id) {
        Account account = account(id);
        account.disabledAt = null;
        record(AuditAction.ACCOUNT_REOPENED, id, account.role);
        return Response.seeOther(URI.create("/accounts")).build();
    }

    private void record(AuditAction action, long accountId, String role) {
        trail.record(AuditEntry.of(current.actor(), action).about(accountId).with("role", role));
    }

    private Response linked(Account account, UriInfo address) {
        String link = address.getBaseUriBuilder()
                .path("welcome")
                .path(links.forPassword(account.id, current.actor()).text())
                .build()
                .toString();
        return Response.ok(page(link, account.displayName, "")).build();
    }

    private static Account account(long id) {
        Account account = Account.findById(id);
        if (account == null) {
            throw new NotFoundException("no such account");
        }
        return account;
    }

    private static String firstError(String email, String name, String role) {
        if (email.indexOf('@') < 1 || email.length() > 254) {
            return "Enter an e-mail address.";
        }
        if (name.isEmpty() || name.length() > 200) {
            return "Enter a name of up to 200 characters.";
        }
        if (!ROLES.contains(role)) {
            return "Choose a role.";
        }
        return Account.byEmail(email).isPresent() ? "Somebody with that e-mail address has an account already." : "";
    }

    private AccountsPage page(String link, String linkFor, String error) {
        long self = current.id();
        return new AccountsPage(
                Account.everyone().stream()
                        .map(a -> new AccountsPage.Line(
                                a.id, a.displayName, a.email, a.role, a.isEnabled(), a.id == self))
                        .toList(),
                link,
                linkFor,
                error);
    }
}

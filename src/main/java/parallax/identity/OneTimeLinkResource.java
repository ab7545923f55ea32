package parallax.identity;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.transaction.Transactional;
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
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/// Where a one-time link leads: set up the first owner, or set a password.
@Path("/welcome/{token}")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@PermitAll
public class OneTimeLinkResource {
    private final OneTimeLink links;
    private final Sessions sessions;
    private final AuditTrail trail;
    private final Clock clock;

    public OneTimeLinkResource(OneTimeLink links, Sessions sessions, AuditTrail trail, Clock clock) {
        this.links = links;
        this.sessions = sessions;
        this.trail = trail;
        this.clock = clock;
    }

    @GET
    public TemplateInstance form(@PathParam("token") String text) {
        return page(text, purpose(text), "", "", "");
    }

    @POST
    @Transactional
    public Response set(
            @PathParam("token") String text,
            @FormParam("email") @Nullable String email,
            @FormParam("displayName") @Nullable String displayName,
            @FormParam("password") @Nullable String password) {
        OneTimeLink.Purpose purpose = purpose(text);
        String address = email == null ? "" : Account.normalised(email);
        String name = displayName == null ? "" : displayName.strip();
        String error = firstError(purpose, address, name, password == null ? "" : password);
        if (password == null || !error.isEmpty()) {
            return Response.status(422)
                    .entity(page(text, purpose, address, name, error))
                    .build();
        }
        if (!links.use(new Token(text))) {
            throw new NotFoundException();
        }
        Account account = purpose.isFirstOwner() ? new Account() : Account.findById(purpose.accountId());
        if (purpose.isFirstOwner()) {
            account.email = address;
            account.displayName = name;
            account.role = Role.OWNER.word();
            account.createdAt = clock.instant();
        }
        account.passwordHash = Password.hash(password);
        account.persistAndFlush();
        record(purpose, account);
        if (!purpose.isFirstOwner()) {
            sessions.endAll(account.id);
        }
        return Response.seeOther(URI.create("/sign-in")).build();
    }

    private void record(OneTimeLink.Purpose purpose, Account account) {
        AuditEntry entry = AuditEntry.of(Actor.account(account.id), AuditAction.PASSWORD_SET);
        if (purpose.isFirstOwner()) {
            trail.record(AuditEntry.of(entry.actor(), AuditAction.ACCOUNT_CREATED)
                    .about(account.id)
                    .with("role", account.role));
        }
        trail.record(entry.about(account.id));
    }

    private OneTimeLink.Purpose purpose(String text) {
        return links.find(new Token(text)).orElseThrow(NotFoundException::new);
    }

    private static String firstError(OneTimeLink.Purpose purpose, String email, String name, String password) {
        if (purpose.isFirstOwner() && (email.indexOf('@') < 1 || email.length() > 254)) {
            return "Enter your e-mail address: it is what you sign in with.";
        }
        if (purpose.isFirstOwner() && (name.isEmpty() || name.length() > 200)) {
            return "Enter your name, up to 200 characters.";
        }
        if (password.length() < Password.SHORTEST || password.length() > Password.LONGEST) {
            return "Choose a password of " + Password.SHORTEST + " to " + Password.LONGEST + " characters.";
        }
        return "";
    }

    private static SetPasswordPage page(
            String text, OneTimeLink.Purpose purpose, String email, String name, String error) {
        if (purpose.isFirstOwner()) {
            return new SetPasswordPage(text, true, email, name, error);
        }
        Account account = Account.findById(purpose.accountId());
        return new SetPasswordPage(text, false, account.email, account.displayName, error);
    }
}

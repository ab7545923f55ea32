package parallax.identity;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
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
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.web.Faults;
import parallax.web.PublicAddress;

/// Inviting people and taking their access away. Nobody but the invited person ever knows their
/// password.
@Path("/accounts")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("owner")
@RunOnVirtualThread
public class AccountsResource {
    private final CurrentAccount current;
    private final Accounts accounts;
    private final OneTimeLink links;
    private final SecondFactors factors;
    private final PublicAddress address;
    private final Faults faults;

    public AccountsResource(
            CurrentAccount current,
            Accounts accounts,
            OneTimeLink links,
            SecondFactors factors,
            PublicAddress address,
            Faults faults) {
        this.current = current;
        this.accounts = accounts;
        this.links = links;
        this.factors = factors;
        this.address = address;
        this.faults = faults;
    }

    @GET
    public TemplateInstance list() {
        return page("", "", Invitation.BLANK, Map.of());
    }

    @POST
    @Transactional
    public Response invite(@BeanParam Invitation form) {
        Map<String, String> problems = faults.of(form);
        if (Account.byEmail(form.person().email()).isPresent()) {
            problems.put("email", "Somebody with that e-mail address has an account already.");
        }
        if (!problems.isEmpty()) {
            return refused(form, problems);
        }
        Person person = form.person();
        Role role = Role.of(form.role());
        return linked(accounts.invite(person.email(), person.displayName(), role, current.actor()));
    }

    @POST
    @Path("{id}/link")
    public Response newLink(@PathParam("id") long id) {
        return linked(Account.<Account>findByIdOptional(id).orElseThrow(AccountsResource::nobody));
    }

    @POST
    @Path("{id}/closure")
    public Response close(@PathParam("id") long id, @FormParam("version") @Nullable Integer seen) {
        if (id == current.id()) {
            return refused(Invitation.BLANK, Map.of("", "You cannot close your own account."));
        }
        return done(accounts.close(id, seen, current.actor()));
    }

    @POST
    @Path("{id}/reopening")
    public Response reopen(@PathParam("id") long id, @FormParam("version") @Nullable Integer seen) {
        return done(accounts.reopen(id, seen, current.actor()));
    }

    @POST
    @Path("{id}/second-factor/removal")
    public Response resetSecondFactor(@PathParam("id") long id) {
        if (id == current.id()) {
            return refused(Invitation.BLANK, Map.of("", "You remove your own second factor under Your account."));
        }
        boolean found = Account.findByIdOptional(id).isPresent();
        if (found) {
            factors.reset(id, current.actor());
        }
        return done(found);
    }

    private static Response done(boolean found) {
        if (!found) {
            throw nobody();
        }
        return Response.seeOther(URI.create("/accounts")).build();
    }

    private static NotFoundException nobody() {
        return new NotFoundException("no such account");
    }

    private Response linked(Account account) {
        String link = address.link(
                "/welcome/" + links.forPassword(account.id(), current.actor()).text());
        return Response.ok(page(link, account.displayName(), Invitation.BLANK, Map.of()))
                .build();
    }

    private Response refused(Invitation form, Map<String, String> problems) {
        return Response.status(422).entity(page("", "", form, problems)).build();
    }

    private AccountsPage page(String link, String linkFor, Invitation form, Map<String, String> problems) {
        long self = current.id();
        Map<Long, String> second = factors.everybodys();
        return new AccountsPage(
                Account.everyone().stream()
                        .map(a -> new AccountsPage.Line(
                                a.id(),
                                a.displayName(),
                                a.email(),
                                a.role().word(),
                                second.getOrDefault(a.id(), ""),
                                a.isOpen(),
                                a.id() == self,
                                a.version()))
                        .toList(),
                link,
                linkFor,
                form,
                problems);
    }
}

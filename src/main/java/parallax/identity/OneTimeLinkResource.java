package parallax.identity;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.transaction.Transactional;
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
import java.util.LinkedHashMap;
import java.util.Map;
import parallax.web.Faults;

/// Where a one-time link leads: set up the first owner, or set a password.
@Path("/welcome/{token}")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@PermitAll
public class OneTimeLinkResource {
    private final OneTimeLink links;
    private final Accounts accounts;
    private final Faults faults;

    public OneTimeLinkResource(OneTimeLink links, Accounts accounts, Faults faults) {
        this.links = links;
        this.accounts = accounts;
        this.faults = faults;
    }

    @GET
    public TemplateInstance form(@PathParam("token") String text) {
        return page(text, purpose(text), Person.NOBODY, Map.of());
    }

    @POST
    @Transactional
    public Response set(@PathParam("token") String text, @BeanParam Person person, @BeanParam NewPassword chosen) {
        OneTimeLink.Purpose purpose = purpose(text);
        Map<String, String> problems = purpose.isFirstOwner() ? faults.of(person) : new LinkedHashMap<>();
        problems.putAll(faults.of(chosen));
        if (!problems.isEmpty()) {
            return Response.status(422)
                    .entity(page(text, purpose, person, problems))
                    .build();
        }
        if (!links.use(new Token(text))) {
            throw new NotFoundException();
        }
        store(purpose, person, chosen.password());
        return Response.seeOther(URI.create("/sign-in")).build();
    }

    private void store(OneTimeLink.Purpose purpose, Person person, String password) {
        Long account = purpose.accountId();
        if (account == null) {
            accounts.begin(person.email(), person.displayName(), password);
        } else {
            accounts.choosePassword(account, password);
        }
    }

    private OneTimeLink.Purpose purpose(String text) {
        return links.find(new Token(text)).orElseThrow(NotFoundException::new);
    }

    private static SetPasswordPage page(
            String text, OneTimeLink.Purpose purpose, Person entered, Map<String, String> problems) {
        boolean firstOwner = purpose.isFirstOwner();
        return new SetPasswordPage(text, firstOwner, firstOwner ? entered : stored(purpose), problems);
    }

    private static Person stored(OneTimeLink.Purpose purpose) {
        Account account = Account.findById(purpose.accountId());
        return new Person(account.displayName(), account.email());
    }
}

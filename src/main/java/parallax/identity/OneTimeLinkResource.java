package parallax.identity;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import parallax.web.ErrorPage;
import parallax.web.Faults;

/// Where a one-time link leads: set up the first owner, or set a password. Whoever does is signed in.
@Path("/welcome/{token}")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@PermitAll
public class OneTimeLinkResource {
    private final OneTimeLink links;
    private final PasswordChoice choice;
    private final SignedIn signedIn;
    private final Faults faults;

    public OneTimeLinkResource(OneTimeLink links, PasswordChoice choice, SignedIn signedIn, Faults faults) {
        this.links = links;
        this.choice = choice;
        this.signedIn = signedIn;
        this.faults = faults;
    }

    @GET
    public Response form(@PathParam("token") String text) {
        return switch (links.look(new Token(text))) {
            case OneTimeLink.Look.Open(OneTimeLink.Purpose purpose) ->
                Response.ok(page(text, purpose, Person.NOBODY, Map.of())).build();
            case OneTimeLink.Look.Over over -> gone(over);
        };
    }

    @POST
    public Response set(
            @PathParam("token") String text,
            @BeanParam Person person,
            @BeanParam NewPassword chosen,
            @Context HttpServerRequest request) {
        return switch (links.look(new Token(text))) {
            case OneTimeLink.Look.Open(OneTimeLink.Purpose purpose) -> set(text, purpose, person, chosen, request);
            case OneTimeLink.Look.Over over -> gone(over);
        };
    }

    private Response set(
            String text, OneTimeLink.Purpose purpose, Person entered, NewPassword chosen, HttpServerRequest request) {
        Map<String, String> problems = purpose.isFirstOwner() ? faults.of(entered) : new LinkedHashMap<>();
        problems.putAll(faults.of(chosen));
        if (!problems.isEmpty()) {
            return refused(page(text, purpose, entered, problems));
        }
        Person person = purpose.isFirstOwner() ? entered : stored(purpose);
        return switch (choice.choose(new Token(text), purpose, person, chosen.password())) {
            case PasswordChoice.Chosen.Stored(long account) -> signedIn.afterPassword(account, request);
            case PasswordChoice.Chosen.Faulty(Map<String, String> faulty) ->
                refused(page(text, purpose, entered, faulty));
            case PasswordChoice.Chosen.LinkGone goneMeanwhile -> gone(OneTimeLink.Look.Over.USED);
        };
    }

    private static Response refused(SetPasswordPage page) {
        return Response.status(422).entity(page).build();
    }

    private static Response gone(OneTimeLink.Look.Over over) {
        return Response.status(over == OneTimeLink.Look.Over.UNKNOWN ? 404 : 410)
                .entity(new ErrorPage(over.heading(), over.words()))
                .build();
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

package parallax.identity;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parallax.web.Faults;

/// One's own passkeys: adding and removing them.
@Path("/account/second-factor/passkeys")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class PasskeysResource {
    private static final String NOT_ADDED =
            "That passkey could not be added. It may be one that you have already, or this took too long: try again.";

    private final CurrentAccount current;
    private final OwnPassword password;
    private final SecondFactors factors;
    private final SecondFactorPages pages;
    private final PasskeyOptions options;
    private final PasskeyCeremony ceremony;
    private final Faults faults;

    public PasskeysResource(
            CurrentAccount current,
            OwnPassword password,
            SecondFactors factors,
            SecondFactorPages pages,
            PasskeyOptions options,
            PasskeyCeremony ceremony,
            Faults faults) {
        this.current = current;
        this.password = password;
        this.factors = factors;
        this.pages = pages;
        this.options = options;
        this.ceremony = ceremony;
        this.faults = faults;
    }

    @POST
    public Response begin(
            @BeanParam NewPasskey form, @BeanParam PasswordChange now, @Context HttpServerRequest request) {
        Map<String, String> problems = faults.of(form);
        if (!problems.isEmpty()) {
            return pages.refused(problems, request);
        }
        return refusal("passkey", now, request).orElseGet(() -> {
            Account account = Account.findById(current.id());
            String asked = options.creation(account, factors.of(account.id()).passkeys(), request);
            return SecondFactorPages.once(new NewPasskeyPage(form.name(), asked));
        });
    }

    @POST
    @Path("registration")
    public Response add(@BeanParam NewPasskey form, @Context HttpServerRequest request) {
        Map<String, String> problems = faults.of(form);
        if (!problems.isEmpty()) {
            return pages.refused(problems, request);
        }
        if (!ceremony.add(current.id(), form.name(), form.credential(), request)) {
            return pages.refused(Map.of("passkey", NOT_ADDED), request);
        }
        Token session = SessionCookie.held(SessionAuthentication.SESSION, request);
        return pages.added(factors.addedPasskey(current.id(), form.name(), session));
    }

    @POST
    @Path("{passkey}/removal")
    public Response remove(
            @PathParam("passkey") long passkey, @BeanParam PasswordChange now, @Context HttpServerRequest request) {
        List<Passkeys.Passkey> held = factors.of(current.id()).passkeys();
        if (held.stream().noneMatch(one -> one.id() == passkey)) {
            throw new NotFoundException("no such passkey");
        }
        return refusal("removal", now, request).orElseGet(() -> {
            if (pages.isLastOfNeeded()) {
                return pages.refused(Map.of("removal", SecondFactorPages.NEEDED), request);
            }
            factors.removePasskey(current.id(), passkey);
            return SecondFactorPages.back();
        });
    }

    private Optional<Response> refusal(String field, PasswordChange form, HttpServerRequest request) {
        return password.refusal(
                current.required(), form.current(), request, sentence -> pages.page(Map.of(field, sentence), request));
    }
}

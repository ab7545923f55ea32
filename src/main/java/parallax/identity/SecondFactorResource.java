package parallax.identity;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parallax.web.FormText;

/// One's own second factor: an app that shows codes, and codes to fall back on.
@Path("/account/second-factor")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class SecondFactorResource {
    private static final String WRONG =
            "That code is not right. Is the clock of your phone? Wait for the next code, then try again.";
    private static final String NEEDED =
            "Staff of this installation need a second factor. Set another one up before you remove this one.";

    private final CurrentAccount current;
    private final OwnPassword password;
    private final SecondFactors factors;
    private final AuthenticatorApps apps;

    public SecondFactorResource(
            CurrentAccount current, OwnPassword password, SecondFactors factors, AuthenticatorApps apps) {
        this.current = current;
        this.password = password;
        this.factors = factors;
        this.apps = apps;
    }

    @GET
    public TemplateInstance state() {
        return page(Map.of());
    }

    @POST
    @Path("app")
    public Response begin(@BeanParam PasswordChange form, @Context HttpServerRequest request) {
        return refusal("add", form, request).orElseGet(() -> shown(200, enrolment(apps.begin(current.id()), Map.of())));
    }

    @POST
    @Path("app/confirmation")
    public Response confirm(@FormParam("code") @Nullable String code, @Context HttpServerRequest request) {
        Optional<TotpSecret> begun = apps.begun(current.id());
        if (begun.isEmpty()) {
            return back();
        }
        String typed = FormText.of(code).replaceAll("\\s", "");
        List<String> codes =
                factors.addApp(current.id(), typed, SessionCookie.held(SessionAuthentication.SESSION, request));
        return codes == null
                ? shown(422, enrolment(begun.get(), Map.of("code", WRONG)))
                : shown(200, new RecoveryCodesPage(codes));
    }

    @POST
    @Path("app/removal")
    public Response remove(@BeanParam PasswordChange form, @Context HttpServerRequest request) {
        return refusal("remove", form, request).orElseGet(() -> {
            if (isRequired()) {
                return Response.status(422)
                        .entity(page(Map.of("remove", NEEDED)))
                        .build();
            }
            factors.removeApp(current.id());
            return back();
        });
    }

    @POST
    @Path("recovery-codes")
    public Response renewCodes(@BeanParam PasswordChange form, @Context HttpServerRequest request) {
        return refusal("codes", form, request).orElseGet(() -> {
            boolean fallsBack = !factors.of(current.id()).isNothing();
            return fallsBack ? shown(200, new RecoveryCodesPage(factors.renewCodes(current.id()))) : back();
        });
    }

    private Optional<Response> refusal(String field, PasswordChange form, HttpServerRequest request) {
        return password.refusal(current.required(), form.current(), request, sentence -> page(Map.of(field, sentence)));
    }

    private EnrolmentPage enrolment(TotpSecret secret, Map<String, String> problems) {
        QrCode code = QrCode.of(secret.address(current.required().email()));
        return new EnrolmentPage(code, secret.grouped(), problems);
    }

    private static Response shown(int status, TemplateInstance once) {
        return Response.status(status)
                .entity(once)
                .header("Cache-Control", "no-store")
                .build();
    }

    private static Response back() {
        return Response.seeOther(URI.create("/account/second-factor")).build();
    }

    private SecondFactorPage page(Map<String, String> problems) {
        Sessions.Holder holder = current.required();
        return new SecondFactorPage(
                holder.email(),
                factors.of(holder.accountId()),
                isRequired(),
                holder.proof() == Proof.TOO_LITTLE,
                problems);
    }

    private boolean isRequired() {
        return !current.isRater() && InstallationRules.inForce().needsSecondFactor();
    }
}

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
    private final CurrentAccount current;
    private final OwnPassword password;
    private final SecondFactors factors;
    private final AuthenticatorApps apps;
    private final SecondFactorPages pages;

    public SecondFactorResource(
            CurrentAccount current,
            OwnPassword password,
            SecondFactors factors,
            AuthenticatorApps apps,
            SecondFactorPages pages) {
        this.current = current;
        this.password = password;
        this.factors = factors;
        this.apps = apps;
        this.pages = pages;
    }

    @GET
    public TemplateInstance state(@Context HttpServerRequest request) {
        return pages.page(Map.of(), request);
    }

    @POST
    @Path("app")
    public Response begin(@BeanParam PasswordChange form, @Context HttpServerRequest request) {
        return refusal("add", form, request)
                .orElseGet(() -> SecondFactorPages.once(enrolment(apps.begin(current.id()), Map.of())));
    }

    @POST
    @Path("app/confirmation")
    public Response confirm(@FormParam("code") @Nullable String code, @Context HttpServerRequest request) {
        Optional<TotpSecret> begun = apps.begun(current.id());
        if (begun.isEmpty()) {
            return SecondFactorPages.back();
        }
        String typed = FormText.of(code).replaceAll("\\s", "");
        Token session = SessionCookie.held(SessionAuthentication.SESSION, request);
        return factors.addApp(current.id(), typed, session)
                .map(pages::added)
                .orElseGet(() -> Response.status(422)
                        .entity(enrolment(begun.get(), Map.of("code", WRONG)))
                        .header("Cache-Control", "no-store")
                        .build());
    }

    @POST
    @Path("app/removal")
    public Response remove(@BeanParam PasswordChange form, @Context HttpServerRequest request) {
        return refusal("remove", form, request).orElseGet(() -> {
            if (pages.isLastOfNeeded()) {
                return pages.refused(Map.of("remove", SecondFactorPages.NEEDED), request);
            }
            factors.removeApp(current.id());
            return SecondFactorPages.back();
        });
    }

    @POST
    @Path("recovery-codes")
    public Response renewCodes(@BeanParam PasswordChange form, @Context HttpServerRequest request) {
        return refusal("codes", form, request).orElseGet(() -> {
            boolean hasNothing = factors.of(current.id()).isNothing();
            return hasNothing
                    ? SecondFactorPages.back()
                    : SecondFactorPages.once(new RecoveryCodesPage(factors.renewCodes(current.id())));
        });
    }

    private Optional<Response> refusal(String field, PasswordChange form, HttpServerRequest request) {
        return password.refusal(
                current.required(), form.current(), request, sentence -> pages.page(Map.of(field, sentence), request));
    }

    private EnrolmentPage enrolment(TotpSecret secret, Map<String, String> problems) {
        QrCode code = QrCode.of(secret.address(current.required().email()));
        return new EnrolmentPage(code, secret.grouped(), problems);
    }
}

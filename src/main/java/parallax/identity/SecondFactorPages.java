package parallax.identity;

import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// The page of one's second factors, and what follows a change of them.
@RequestScoped
public class SecondFactorPages {
    static final String NEEDED =
            "Staff of this installation need a second factor. Set another one up before you remove this one.";

    private final CurrentAccount current;
    private final SecondFactors factors;
    private final PasskeyPlace places;

    public SecondFactorPages(CurrentAccount current, SecondFactors factors, PasskeyPlace places) {
        this.current = current;
        this.factors = factors;
        this.places = places;
    }

    SecondFactorPage page(Map<String, String> problems, HttpServerRequest request) {
        Sessions.Holder holder = current.required();
        return new SecondFactorPage(
                holder.email(),
                factors.of(holder.accountId()),
                isRequired(),
                holder.proof() == Proof.TOO_LITTLE,
                places.of(request).isPresent(),
                problems);
    }

    Response refused(Map<String, String> problems, HttpServerRequest request) {
        return Response.status(422).entity(page(problems, request)).build();
    }

    /// @param codes recovery codes that were made with it; none if there were some
    Response added(List<String> codes) {
        return codes.isEmpty() ? back() : once(new RecoveryCodesPage(codes));
    }

    /// Whether what is to be removed is all that they have, and they need something.
    boolean isLastOfNeeded() {
        return isRequired() && factors.of(current.id()).howMany() == 1;
    }

    static Response once(TemplateInstance page) {
        return Response.ok(page).header("Cache-Control", "no-store").build();
    }

    static Response back() {
        return Response.seeOther(URI.create("/account/second-factor")).build();
    }

    private boolean isRequired() {
        return !current.isRater() && InstallationRules.inForce().needsSecondFactor();
    }
}

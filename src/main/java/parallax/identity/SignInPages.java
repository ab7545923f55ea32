package parallax.identity;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

/// The page that signs people in, with every way there is.
@ApplicationScoped
public class SignInPages {
    private final PasskeyOptions passkeys;

    public SignInPages(PasskeyOptions passkeys) {
        this.passkeys = passkeys;
    }

    /// @param email as it was entered
    /// @param error what went wrong with the last try, or empty
    SignInPage page(String email, String error, HttpServerRequest request) {
        return new SignInPage(email, passkeys.signIn(request), error);
    }

    Response answer(int status, String email, String error, HttpServerRequest request) {
        return Response.status(status).entity(page(email, error, request)).build();
    }
}

package parallax.identity;

import jakarta.validation.constraints.Size;
import jakarta.ws.rs.FormParam;
import parallax.web.FormText;

/// The form that begins to add a passkey, and the one that ends it.
///
/// @param name what its owner calls it
/// @param credential what the browser says of it, as JSON; empty at first
public record NewPasskey(
        @FormParam("name") @Size(min = 1, max = 100, message = "Give the passkey a name of 1 to 100 characters.")
        String name,

        @FormParam("credential") String credential) {
    public NewPasskey {
        name = FormText.of(name);
        credential = FormText.of(credential);
    }
}

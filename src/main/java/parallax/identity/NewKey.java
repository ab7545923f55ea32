package parallax.identity;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.FormParam;
import java.util.List;
import parallax.web.FormText;

/// The form that makes an API key.
///
/// @param scope what the key may do; words that are not scopes are left out
public record NewKey(
        @FormParam("name") @Size(min = 1, max = 200, message = "Give the key a name of up to {max} characters.")
        String name,

        @FormParam("scope") @NotEmpty(message = "Choose what the key may do.")
        List<String> scope) {
    static final NewKey BLANK = new NewKey("", List.of());

    public NewKey {
        name = FormText.of(name);
        scope = FormText.all(scope).stream().filter(ApiKeys.SCOPES::contains).toList();
    }
}

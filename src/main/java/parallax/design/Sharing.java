package parallax.design;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.FormParam;
import org.jspecify.annotations.Nullable;
import parallax.web.FormText;

/// The form that shares a study.
///
/// @param email of the account with which it is shared
/// @param role what they may do, in a word
/// @param mayExport whether they may read single judgments; null if not
public record Sharing(
        @FormParam("email") @NotEmpty(message = "Enter the e-mail address of their account.")
        String email,

        @FormParam("role") @Pattern(regexp = "analyst|researcher", message = "Choose their right.")
        String role,

        @FormParam("mayExport") @Nullable String mayExport) {
    static final Sharing BLANK = new Sharing("", "analyst", null);

    public Sharing {
        email = FormText.of(email);
        role = FormText.of(role);
    }
}

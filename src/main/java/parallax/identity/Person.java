package parallax.identity;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.FormParam;
import parallax.web.FormText;

/// The fields of forms that say who somebody is.
public record Person(
        @FormParam("displayName") @Size(min = 1, max = 200, message = "Enter a name of up to {max} characters.")
        String displayName,

        @FormParam("email") @NotBlank(message = ADDRESS) @Email(message = ADDRESS) @Size(max = 254, message = ADDRESS)
        String email) {
    static final Person NOBODY = new Person("", "");
    private static final String ADDRESS = "Enter an e-mail address of up to 254 characters.";

    public Person {
        displayName = FormText.of(displayName);
        email = Account.normalised(FormText.of(email));
    }
}

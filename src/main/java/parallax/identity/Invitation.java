package parallax.identity;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.FormParam;
import parallax.web.FormText;

/// The form with which an owner invites somebody.
public record Invitation(
        @BeanParam @Valid Person person,

        @FormParam("role") @Pattern(regexp = "owner|researcher|analyst|rater", message = "Choose a role.")
        String role) {
    static final Invitation BLANK = new Invitation(Person.NOBODY, Role.RESEARCHER.word());

    public Invitation {
        role = FormText.of(role);
    }
}

package parallax.identity;

import jakarta.validation.constraints.Size;
import jakarta.ws.rs.FormParam;
import java.util.Objects;

/// The field for a password that somebody chooses.
public record NewPassword(
        @FormParam("password")
        @Size(
                min = Password.SHORTEST,
                max = Password.LONGEST,
                message = "Choose a password of {min} to {max} characters.")
        String password) {
    public NewPassword {
        password = Objects.requireNonNullElse(password, "");
    }

    @Override
    public String toString() {
        return "NewPassword[hidden]";
    }
}

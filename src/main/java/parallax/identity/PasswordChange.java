package parallax.identity;

import jakarta.ws.rs.FormParam;
import java.util.Objects;

/// The form with which somebody who is signed in chooses another password.
///
/// @param current the one of before
public record PasswordChange(@FormParam("current") String current) {
    static final String WRONG = "That is not your password of now.";
    static final String SAME = "Choose another password than the one of now.";

    public PasswordChange {
        current = Objects.requireNonNullElse(current, "");
    }

    @Override
    public String toString() {
        return "PasswordChange[hidden]";
    }
}

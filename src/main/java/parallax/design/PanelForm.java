package parallax.design;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.FormParam;
import org.jspecify.annotations.Nullable;
import parallax.rater.Panel;
import parallax.rater.PanelSignature;
import parallax.web.FormText;

/// The form that says how a study's panel names and signs the people that it sends.
public record PanelForm(
        @FormParam("name")
        @NotEmpty(message = "Enter the panel's name.")
        @Size(max = 100, message = "The panel's name is longer than {max} characters.")
        String name,

        @FormParam("idParameter")
        @NotEmpty(message = "Enter the parameter that holds a person's id.")
        @Pattern(regexp = PARAMETER, message = PARAMETER_RULE)
        String idParameter,

        @FormParam("sessionParameter") @Pattern(regexp = PARAMETER, message = PARAMETER_RULE)
        String sessionParameter,

        @FormParam("tokenParameter") @Pattern(regexp = PARAMETER, message = PARAMETER_RULE)
        String tokenParameter,

        @FormParam("audience") @Size(max = 500, message = "The audience is longer than {max} characters.")
        String audience,

        @FormParam("keys") @Size(max = 20_000, message = "The key set is longer than {max} characters.")
        String keys) {
    private static final String PARAMETER = "|[A-Za-z][A-Za-z0-9_.-]{0,63}";
    private static final String PARAMETER_RULE =
            "A parameter begins with a letter and has at most 64 letters, digits, dots, hyphens and underscores.";

    public PanelForm {
        name = FormText.of(name);
        idParameter = FormText.of(idParameter);
        sessionParameter = FormText.of(sessionParameter);
        tokenParameter = FormText.of(tokenParameter);
        audience = FormText.of(audience);
        keys = FormText.of(keys);
    }

    /// As it is shown first: what was set up, or what Prolific does.
    static PanelForm of(@Nullable Panel panel) {
        if (panel == null) {
            return new PanelForm("Prolific", "PROLIFIC_PID", "SESSION_ID", "", "", "");
        }
        PanelSignature signed = panel.signature();
        return new PanelForm(
                panel.name(),
                panel.idParameter(),
                panel.sessionParameter(),
                signed == null ? "" : signed.parameter(),
                signed == null ? "" : signed.audience(),
                signed == null ? "" : signed.keys());
    }

    /// @throws IllegalArgumentException saying what does not fit together
    Panel panel() {
        boolean none = tokenParameter.isEmpty() && audience.isEmpty() && keys.isEmpty();
        boolean all = !tokenParameter.isEmpty() && !audience.isEmpty() && !keys.isEmpty();
        if (!none && !all) {
            throw new IllegalArgumentException(
                    "A signature needs its parameter, the audience and the panel's public keys: all three or none.");
        }
        return new Panel(
                name, idParameter, sessionParameter, none ? null : new PanelSignature(tokenParameter, audience, keys));
    }
}

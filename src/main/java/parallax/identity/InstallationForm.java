package parallax.identity;

import jakarta.ws.rs.FormParam;
import org.jspecify.annotations.Nullable;
import parallax.web.FormText;
import parallax.web.WholeNumber;

/// The form with which an owner rules what holds for every study.
///
/// @param version of the rules on the page; null if no page asks
public record InstallationForm(
        @FormParam("leastGroup")
        @WholeNumber(
                of = "The smallest group that any study shows",
                least = InstallationRules.LEAST,
                most = InstallationRules.MOST)
        String leastGroup,

        @FormParam("version") @Nullable Integer version) {
    public InstallationForm {
        leastGroup = FormText.of(leastGroup);
    }

    static InstallationForm of(InstallationRules rules) {
        return new InstallationForm(Integer.toString(rules.leastGroup()), rules.version());
    }

    int least() {
        return Integer.parseInt(leastGroup);
    }
}

package parallax.identity;

import jakarta.ws.rs.FormParam;
import org.jspecify.annotations.Nullable;
import parallax.web.FormText;
import parallax.web.WholeNumber;

/// The form with which an owner rules what holds for every study.
///
/// @param secondFactor `yes` if staff need more than a password
/// @param version of the rules on the page; null if no page asks
public record InstallationForm(
        @FormParam("leastGroup")
        @WholeNumber(
                of = "The smallest group that any study shows",
                least = InstallationRules.LEAST,
                most = InstallationRules.MOST)
        String leastGroup,

        @FormParam("secondFactor") String secondFactor,
        @FormParam("version") @Nullable Integer version) {
    private static final String TICKED = "yes";

    public InstallationForm {
        leastGroup = FormText.of(leastGroup);
        secondFactor = FormText.of(secondFactor);
    }

    static InstallationForm of(InstallationRules rules) {
        return new InstallationForm(
                Integer.toString(rules.leastGroup()), rules.needsSecondFactor() ? TICKED : "", rules.version());
    }

    Ruling ruling() {
        return new Ruling(Integer.valueOf(leastGroup), needsSecondFactor());
    }

    public boolean needsSecondFactor() {
        return secondFactor.equals(TICKED);
    }
}

package parallax.design;

import jakarta.ws.rs.FormParam;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parallax.rater.Retention;
import parallax.web.FormText;
import parallax.web.WholeNumber;

/// The form that says how long a study keeps what is only needed for a while; the usual time, where a
/// form leaves it out.
public record RetentionForm(
        @FormParam("screenedOutDays")
        @WholeNumber(of = "The days for screened-out raters", least = 0, most = Retention.LONGEST)
        String screenedOutDays,

        @FormParam("panelIdDays") @WholeNumber(of = "The days for panels’ names", least = 0, most = Retention.LONGEST)
        String panelIdDays,

        @FormParam("sessionDays") @WholeNumber(of = "The days for sessions", least = 0, most = Retention.LONGEST)
        String sessionDays,

        @FormParam("retentionVersion") @Nullable Integer retentionVersion) {
    public RetentionForm {
        screenedOutDays = given(screenedOutDays, Retention.USUAL.screenedOut());
        panelIdDays = given(panelIdDays, Retention.USUAL.panelIds());
        sessionDays = given(sessionDays, Retention.USUAL.sessions());
    }

    public static RetentionForm of(Retention rule) {
        return new RetentionForm(
                Integer.toString(rule.screenedOut()),
                Integer.toString(rule.panelIds()),
                Integer.toString(rule.sessions()),
                rule.version());
    }

    /// Of a form without problems.
    public Retention rule() {
        return new Retention(
                Integer.parseInt(screenedOutDays),
                Integer.parseInt(panelIdDays),
                Integer.parseInt(sessionDays),
                Objects.requireNonNullElse(retentionVersion, 0));
    }

    private static String given(@Nullable String days, int usual) {
        return days == null ? Integer.toString(usual) : FormText.of(days);
    }
}

package parallax.study;

import jakarta.persistence.Embeddable;

/// What a panel gets back with a rater who finished, whom the study does not ask, or who ended before they judged
/// what they were asked for; empty where there is no panel.
@Embeddable
public record PanelCodes(
        String completionCode,
        String screenOutCode,
        String endedEarlyCode,
        String completionUrl,
        String screenOutUrl,
        String endedEarlyUrl) {
    public static final PanelCodes NONE = new PanelCodes("", "", "", "", "", "");
}

package parallax.study;

import jakarta.persistence.Embeddable;

/// What a panel gets back with a rater, who finished or whom the study does not ask; empty where there is no panel.
@Embeddable
public record PanelCodes(String completionCode, String screenOutCode, String completionUrl, String screenOutUrl) {
    public static final PanelCodes NONE = new PanelCodes("", "", "", "");
}

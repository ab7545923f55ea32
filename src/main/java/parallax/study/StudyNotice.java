package parallax.study;

import java.util.List;

/// What every page of a study tells the person before it.
///
/// @param code the study's public code, as in its links
/// @param itemsPerRater how many items one rater is asked to judge
/// @param synthetic whether simulated raters took part, which every page says
public record StudyNotice(String code, Introduction introduction, int itemsPerRater, boolean synthetic) {

    public String title() {
        return introduction.title();
    }

    public String purpose() {
        return introduction.purpose();
    }

    public int minutes() {
        return introduction.minutes();
    }

    public String contentWarning() {
        return introduction.contentWarning();
    }

    public String payment() {
        return introduction.payment();
    }

    public String contact() {
        return introduction.contact();
    }

    public List<Helpline> helplinesByPlace() {
        return Helpline.of(introduction.helplines());
    }

    public boolean hasContentWarning() {
        return !contentWarning().isBlank();
    }

    public boolean hasPayment() {
        return !payment().isBlank();
    }

    public boolean hasContact() {
        return !contact().isBlank();
    }

    public boolean hasHelplines() {
        return !helplinesByPlace().isEmpty();
    }
}

package parallax.study;

/// What every page of a study tells the person before it.
///
/// @param code the study's public code, as in its links
/// @param itemsPerRater how many items one rater is asked to judge
/// @param minutes about how long that takes
/// @param synthetic whether simulated raters took part, which every page says
public record StudyNotice(
        String code,
        String title,
        String purpose,
        String contentWarning,
        String contact,
        String helplines,
        String payment,
        int minutes,
        int itemsPerRater,
        boolean synthetic) {

    public boolean hasContentWarning() {
        return !contentWarning.isBlank();
    }

    public boolean hasContact() {
        return !contact.isBlank();
    }

    public boolean hasHelplines() {
        return !helplines.isBlank();
    }

    public boolean hasPayment() {
        return !payment.isBlank();
    }
}

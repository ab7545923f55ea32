package parallax.design;

import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.FormParam;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.study.Introduction;
import parallax.study.StudyDesign;
import parallax.web.Faults;

/// The form that opens an imported study to raters.
///
/// @param version of the study on the page; null if no page asks
public record ContinuationForm(
        @BeanParam @Valid NewStudyForm.Words words,
        @BeanParam @Valid NewStudyForm.Amounts amounts,
        @FormParam("version") @Nullable Integer version) {

    /// As it is shown first: what the import said, and what new studies begin with.
    static ContinuationForm beginning(Introduction imported, int version) {
        NewStudyForm usual = NewStudyForm.beginning();
        var words = new NewStudyForm.Words(
                imported.title(),
                "",
                imported.contentWarning(),
                usual.words().consent(),
                imported.contact(),
                imported.helplines(),
                imported.payment(),
                String.valueOf(imported.minutes()));
        return new ContinuationForm(words, usual.amounts(), version);
    }

    /// What must be put right, by field: people are told no less than in a study that begins here.
    Map<String, String> problems(Faults faults) {
        Map<String, String> problems = faults.of(this);
        amounts.faultOfLeastGroup().ifPresent(fault -> problems.putIfAbsent("minGroup", fault));
        if (words.purpose().isEmpty()) {
            problems.putIfAbsent("purpose", "Say what the study is for.");
        }
        if (words.contact().isEmpty()) {
            problems.putIfAbsent("contact", "Enter whom raters can write to.");
        }
        return problems;
    }

    /// Of a form without problems.
    StudyDesign.Continuation continuation() {
        return new StudyDesign.Continuation(
                words.introduction(), words.consent(), amounts.sampling(), Integer.parseInt(amounts.raters()));
    }
}

package parallax.dataset.exports;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import parallax.analysis.Exclusions;
import parallax.disclosure.Disclosure;
import parallax.study.Study;
import parallax.study.StudyAccess.Rights;

/// Orders as people give them, and what is wrong with them.
@ApplicationScoped
public class DatasetOrders {
    private final Fillable fillable;
    private final Exclusions exclusions;

    public DatasetOrders(Fillable fillable, Exclusions exclusions) {
        this.fillable = fillable;
        this.exclusions = exclusions;
    }

    /// What somebody wrote.
    ///
    /// @param form the code of one
    /// @param exclude an exclusion's name, empty for none
    public record Wish(
            String form,
            boolean spreadsheet,
            boolean exactTimes,
            boolean selfDescriptions,
            String exclude,
            String licence) {}

    /// Why a wish cannot be carried out, in a sentence; empty if it can.
    public Optional<String> fault(Study study, Wish wish) {
        Optional<DatasetForm> form = DatasetForm.of(wish.form);
        if (form.isEmpty()) {
            return Optional.of("“" + wish.form + "” is none of the forms " + DatasetForm.codes() + ".");
        }
        if (wish.spreadsheet && !form.get().hasCsv()) {
            return Optional.of("The form " + wish.form + " has no CSV that a spreadsheet could open.");
        }
        if (wish.selfDescriptions && !form.get().hasRaters()) {
            return Optional.of("The form " + wish.form
                    + " has no column for what raters said of themselves; csv, parquet" + " and huggingface have.");
        }
        if (wish.licence.strip().length() > DatasetOrder.LONGEST_LICENCE) {
            return Optional.of("A licence has at most " + DatasetOrder.LONGEST_LICENCE + " characters.");
        }
        if (!wish.exclude.isEmpty()
                && exclusions
                        .find(study.id(), wish.exclude)
                        .filter(rule -> !rule.retired())
                        .isEmpty()) {
            return Optional.of("This study has no exclusion “" + wish.exclude + "” in use.");
        }
        String whyNot = fillable.whyNot(study, form.get());
        return whyNot.isEmpty() ? Optional.empty() : Optional.of(whyNot);
    }

    /// @param wish without a fault
    public DatasetOrder order(Study study, Wish wish, Rights rights) {
        return new DatasetOrder(
                DatasetForm.of(wish.form).orElseThrow(),
                wish.spreadsheet ? ExportRequest.Reader.SPREADSHEET : ExportRequest.Reader.PROGRAM,
                wish.exactTimes ? ExportRequest.Times.EXACT : ExportRequest.Times.MINUTES,
                wish.selfDescriptions,
                wish.exclude,
                wish.licence,
                Disclosure.leastShown(study, rights));
    }
}

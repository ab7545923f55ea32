package parallax.dataset.exports;

import jakarta.ws.rs.FormParam;
import org.jspecify.annotations.Nullable;
import parallax.dataset.exports.DatasetOrders.Wish;
import parallax.web.FormText;

/// The form that asks for a dataset: what was typed into it, or what it begins with.
///
/// @param form the code of one
/// @param spreadsheet null if not ticked, as the two after it; it is ticked to begin with, and means the CSV of
///   forms that have some
/// @param exclude the name of an exclusion; empty for none
public record DatasetsForm(
        @FormParam("form") String form,
        @FormParam("spreadsheet") @Nullable String spreadsheet,
        @FormParam("exactTimes") @Nullable String exactTimes,
        @FormParam("selfDescriptions") @Nullable String selfDescriptions,
        @FormParam("exclude") String exclude,
        @FormParam("licence") String licence) {
    public DatasetsForm {
        form = FormText.of(form);
        exclude = FormText.of(exclude);
        licence = FormText.of(licence);
    }

    static DatasetsForm beginning() {
        return new DatasetsForm(DatasetForm.CSV.code(), "yes", null, null, "", "");
    }

    Wish wish() {
        boolean hasCsv = DatasetForm.of(form).filter(DatasetForm::hasCsv).isPresent();
        return new Wish(
                form, spreadsheet != null && hasCsv, exactTimes != null, selfDescriptions != null, exclude, licence);
    }
}

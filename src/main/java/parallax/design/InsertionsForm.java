package parallax.design;

import jakarta.ws.rs.FormParam;
import java.util.LinkedHashMap;
import java.util.Map;
import parallax.study.Insertions;
import parallax.web.FormText;
import parallax.web.WholeNumber;

/// The form that says how often attention items and repeats come.
public record InsertionsForm(
        @FormParam("attentionEvery") @WholeNumber(of = "“Attention items”", least = 0, most = Insertions.MOST)
        String attentionEvery,

        @FormParam("repeatEvery") @WholeNumber(of = "“Repeats”", least = 0, most = Insertions.MOST)
        String repeatEvery,

        @FormParam("repeatAfter") @WholeNumber(of = "“After how many others”", least = 1, most = Insertions.MOST)
        String repeatAfter) {
    private static final String ONE = "1";

    public InsertionsForm {
        attentionEvery = FormText.of(attentionEvery);
        repeatEvery = FormText.of(repeatEvery);
        repeatAfter = FormText.of(repeatAfter);
    }

    static InsertionsForm of(Insertions plan) {
        return new InsertionsForm(
                String.valueOf(plan.attentionEvery()),
                String.valueOf(plan.repeatEvery()),
                String.valueOf(plan.repeatAfter()));
    }

    /// What the constraints on single fields do not say.
    Map<String, String> problems() {
        var problems = new LinkedHashMap<String, String>();
        if (attentionEvery.equals(ONE)) {
            problems.put("attentionEvery", "Not every item can be an attention item: 0 for none, or 2 or more.");
        }
        if (repeatEvery.equals(ONE)) {
            problems.put("repeatEvery", "Not every item can be a repeat: 0 for none, or 2 or more.");
        }
        return problems;
    }

    /// Of a form without problems.
    Insertions insertions() {
        return new Insertions(
                Integer.parseInt(attentionEvery), Integer.parseInt(repeatEvery), Integer.parseInt(repeatAfter));
    }
}

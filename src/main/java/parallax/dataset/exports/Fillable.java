package parallax.dataset.exports;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.stream.Collectors;
import parallax.dataset.Layout;
import parallax.study.Rubrics;
import parallax.study.StoredQuestion;
import parallax.study.Study;

/// Which layouts a study can be written in.
@ApplicationScoped
public class Fillable {
    private final Rubrics rubrics;

    public Fillable(Rubrics rubrics) {
        this.rubrics = rubrics;
    }

    /// Why a study cannot be written in a layout, in a sentence; empty if it can. A DICES layout has columns for
    /// its own questions only: answers to others would be lost.
    public String whyNot(Study study, Layout layout) {
        if (!layout.isDices() || study.cameAs(layout.code())) {
            return "";
        }
        Set<String> asked = rubrics.ofStudy(study.id())
                .questions()
                .map(StoredQuestion::code)
                .collect(Collectors.toSet());
        return asked.containsAll(layout.questionColumns())
                ? ""
                : "The layout " + layout.code() + " has columns for the questions of its own rubric, and this study"
                        + " asks others.";
    }
}

package parallax.design.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import parallax.study.ConsentInformation;
import parallax.study.Question;
import parallax.study.Signal;
import parallax.study.StudyPlan;

/// What stands in the way of publishing a study of this plan, its items apart. A draft may still be so.
final class PlanNotes {
    private PlanNotes() {}

    static List<String> of(WholePlan plan) {
        var notes = new ArrayList<String>();
        ConsentInformation told = plan.terms().information();
        boolean asksPeople = plan.study().raters() == StudyPlan.Raters.PEOPLE;
        if (asksPeople && told.purpose().isBlank()) {
            notes.add("Raters are not told what the study is for (consent/purpose).");
        }
        if (asksPeople && told.by().contact().isBlank()) {
            notes.add("Raters have nobody to write to (consent/by/contact).");
        }
        if (plan.study().rubric().questions().noneMatch(Question::isAsked)) {
            notes.add("The rubric asks no question.");
        }
        overlaps(plan.study().strata(), notes);
        if (plan.care().insertions().attentionEvery() > 0
                && !plan.care().signals().containsKey(Signal.ATTENTION)) {
            notes.add("Attention items are to come, and raters are not told: name the signal attention, or set"
                    + " attentionEvery to 0.");
        }
        return notes;
    }

    private static void overlaps(List<StudyPlan.StratumPlan> strata, List<String> notes) {
        for (int i = 0; i < strata.size(); i++) {
            for (int j = i + 1; j < strata.size(); j++) {
                if (overlap(strata.get(i), strata.get(j))) {
                    notes.add("The strata “" + strata.get(i).label() + "” and “"
                            + strata.get(j).label() + "” take the same raters.");
                }
            }
        }
    }

    /// Whether no axis that both name tells their raters apart.
    private static boolean overlap(StudyPlan.StratumPlan one, StudyPlan.StratumPlan other) {
        return !one.undisclosed()
                && !other.undisclosed()
                && one.groups().entrySet().stream()
                        .noneMatch(axis -> Collections.disjoint(
                                axis.getValue(),
                                other.groups().getOrDefault(axis.getKey(), Set.copyOf(axis.getValue()))));
    }
}

package parallax.study;

import java.util.List;

/// Demographic questions that many studies ask, in the words offered to raters. A study takes the ones it
/// needs.
public final class StandardAxes {
    public static final List<StudyPlan.AxisPlan> ALL = List.of(
            new StudyPlan.AxisPlan(
                    "gender",
                    "How do you describe your gender?",
                    AxisAnswers.ONE_OR_OWN_WORDS,
                    List.of("Woman", "Man", "Non-binary"),
                    "Another description"),
            new StudyPlan.AxisPlan(
                    "age",
                    "How old are you?",
                    AxisAnswers.ONE,
                    List.of("18 to 29", "30 to 44", "45 to 59", "60 or older"),
                    "Another description"),
            new StudyPlan.AxisPlan(
                    "race",
                    "How do you describe your race or ethnicity? Choose all that apply.",
                    AxisAnswers.SEVERAL_OR_OWN_WORDS,
                    List.of(
                            "Asian",
                            "Black or African",
                            "Indigenous",
                            "Latino, Latina or Hispanic",
                            "Middle Eastern or North African",
                            "White"),
                    "Several, or another description"),
            new StudyPlan.AxisPlan(
                    "education",
                    "What is the highest education you have completed?",
                    AxisAnswers.ONE,
                    List.of("High school or below", "College degree or higher"),
                    "Another description"),
            new StudyPlan.AxisPlan(
                    "locale",
                    "In which part of the world do you live?",
                    AxisAnswers.ONE_OR_OWN_WORDS,
                    List.of("Africa", "Asia", "Europe", "Latin America", "North America", "Oceania"),
                    "Another description"));

    private StandardAxes() {}

    public static List<StudyPlan.AxisPlan> named(List<String> codes) {
        return codes.stream()
                .flatMap(code -> ALL.stream().filter(axis -> axis.code().equals(code)))
                .toList();
    }
}

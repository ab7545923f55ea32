package parallax.web;

import java.util.LinkedHashMap;
import java.util.Map;

/// The forms that make up a study's plan, each with fields that belong there.
final class PlanForms {
    private PlanForms() {}

    static Map<String, Map<String, String>> of(long study, long draft) {
        var forms = new LinkedHashMap<String, Map<String, String>>();
        forms.put(
                "/studies/" + draft + "/rubric",
                Map.of(
                        "do", "save",
                        "title", "Mine",
                        "groups.0.title", "A group",
                        "groups.0.questions.0.prompt", "Well?",
                        "groups.0.questions.0.role", "asked",
                        "groups.0.questions.0.rest", "",
                        "groups.0.questions.0.options.0.label", "No",
                        "groups.0.questions.0.options.1.label", "Yes",
                        "groups.0.questions.0.options.1.reading", "unsafe"));
        forms.put(
                "/studies/" + draft + "/raters",
                Map.of(
                        "do", "save",
                        "itemsPerRater", "5",
                        "replication", "5",
                        "axes.0.code", "age",
                        "axes.0.prompt", "How old?",
                        "axes.0.choices", "Young\nOld",
                        "strata.0.label", "Young",
                        "strata.0.target", "5",
                        "strata.0.replication", "",
                        "strata.0.groups.x0", "Young"));
        forms.put(
                "/studies/" + draft + "/draft",
                Map.of(
                        "title", "T",
                        "consent", "C",
                        "minutes", "5",
                        "minGroup", "5",
                        "purpose", "P",
                        "contact", "C",
                        "completionUrl", "https://a"));
        forms.put("/studies/" + study + "/strata", Map.of("do", "raise"));
        return forms;
    }
}

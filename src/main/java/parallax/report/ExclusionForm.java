package parallax.report;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import parallax.analysis.Exclusion;
import parallax.signal.SignalLimits;
import parallax.study.Signal;
import parallax.web.FormText;

/// The form that makes an exclusion: what was typed into it, or what it begins with.
record ExclusionForm(String name, boolean needsAll, SignalLimits conditions) {
    private static final String LOOKED_AT = "this-rule";

    static ExclusionForm typed(MultivaluedMap<String, String> form) {
        return new ExclusionForm(
                FormText.of(form.getFirst("name")), "all".equals(form.getFirst("needs")), SignalLimits.typed(form));
    }

    /// As it is shown first: with the limits of the study.
    static ExclusionForm beginning(Map<Signal, Double> watched) {
        boolean needsAll = false;
        SignalLimits limits = SignalLimits.of(watched);
        return new ExclusionForm("", needsAll, new SignalLimits(Set.of(), limits.from()));
    }

    /// What must be put right, by field.
    ///
    /// @param watched what the study looks at
    Map<String, String> problems(Map<Signal, Double> watched) {
        var problems = new LinkedHashMap<>(conditions.problems());
        boolean known = conditions.ticked().stream()
                .allMatch(word -> Signal.of(word).filter(watched::containsKey).isPresent());
        if (conditions.ticked().isEmpty() || !known) {
            problems.put("signal", "Tick at least one of the signals that the study looks at.");
        }
        return problems;
    }

    /// The rule that the form describes, whether or not it has a name yet.
    Exclusion lookedAt() {
        boolean retired = false;
        return new Exclusion(name.matches(Exclusion.NAME) ? name : LOOKED_AT, needsAll, conditions.chosen(), retired);
    }
}

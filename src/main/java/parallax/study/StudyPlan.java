package parallax.study;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A study as it is designed, before it is stored: what is asked, of whom, how often. What a single field may
/// hold is said by the form in which it is entered, and held by the database.
///
/// @param consent what raters agree to
public record StudyPlan(
        Introduction introduction,
        String consent,
        Rubric rubric,
        List<AxisPlan> axes,
        List<StratumPlan> strata,
        Sampling sampling,
        Raters raters,
        PanelCodes codes) {

    public StudyPlan {
        axes = List.copyOf(axes);
        strata = strata.stream().map(s -> s.beside(sampling.replication())).toList();
        require(!strata.isEmpty(), "a study needs at least one stratum");
        var codesSeen = new HashSet<String>();
        axes.forEach(a -> require(codesSeen.add(a.code()), "two axes have the code " + a.code()));
        strata.forEach(s -> s.groups()
                .keySet()
                .forEach(code -> require(
                        codesSeen.contains(code), "stratum " + s.label() + " names no axis of the study: " + code)));
    }

    /// @param rubric the name of a rubric template
    public StudyPlan(
            Introduction introduction,
            String consent,
            String rubric,
            List<AxisPlan> axes,
            List<StratumPlan> strata,
            Sampling sampling,
            Raters raters,
            PanelCodes codes) {
        this(introduction, consent, Rubric.named(rubric), axes, strata, sampling, raters, codes);
    }

    /// Who judges: people, or programs that stand in for them.
    public enum Raters {
        @JsonProperty("people")
        PEOPLE,
        @JsonProperty("simulated")
        SIMULATED
    }

    /// Every choice is a group of its own.
    ///
    /// @param otherwise the group of self-described and of several values; empty where there are none
    public record AxisPlan(String code, String prompt, AxisAnswers answers, List<String> choices, String otherwise) {
        public AxisPlan {
            choices = List.copyOf(choices);
            otherwise = answers.beyondChoices() ? otherwise : "";
            require(code.matches("[A-Za-z][A-Za-z0-9_]*"), "an axis code is letters, digits and _, not " + code);
            require(!choices.isEmpty(), "axis " + code + " offers no choice");
            require(new HashSet<>(choices).size() == choices.size(), "axis " + code + " offers a choice twice");
            require(
                    !answers.beyondChoices() || !otherwise.isBlank(),
                    "axis " + code + " needs a group for anything else");
            require(!choices.contains(otherwise), "axis " + code + ": the group for anything else is also a choice");
        }

        /// Labels of the groups that raters can be in, in order.
        public List<String> groups() {
            var groups = new ArrayList<>(choices);
            if (answers.beyondChoices()) {
                groups.add(otherwise);
            }
            return groups;
        }

        GroupedAxis grouped() {
            var rules = new LinkedHashMap<String, String>();
            choices.forEach(choice -> rules.put(choice, choice));
            if (answers.beyondChoices()) {
                rules.put(Population.ANYTHING_ELSE, otherwise);
            }
            return new GroupedAxis(code, prompt, answers, choices, groups(), rules);
        }
    }

    /// @param groups for each axis named, by code, the labels of the groups that belong here
    /// @param replication judgments wanted per item; null for as many as the study wants everywhere
    public record StratumPlan(
            String label,
            int target,
            Map<String, Set<String>> groups,
            boolean undisclosed,
            @Nullable Integer replication) {
        public StratumPlan {
            groups = Map.copyOf(groups);
            require(!label.isBlank(), "a stratum needs a label");
            require(target >= 1, "stratum " + label + " needs a target of at least one rater");
            require(!undisclosed || groups.isEmpty(), "the undisclosed stratum " + label + " cannot name groups");
            require(
                    replication == null || replication >= 1,
                    "stratum " + label + " needs at least one judgment per item");
        }

        /// As often judged as the study wants everywhere.
        public StratumPlan(String label, int target, Map<String, Set<String>> groups, boolean undisclosed) {
            this(label, target, groups, undisclosed, null);
        }

        /// The same, where a number of its own that is also the study's is none of its own.
        private StratumPlan beside(int everywhere) {
            return replication != null && replication == everywhere
                    ? new StratumPlan(label, target, groups, undisclosed)
                    : this;
        }

        int replication(int everywhere) {
            return replication == null ? everywhere : replication;
        }

        public static StratumPlan everyone(int target) {
            return of("Everyone", target, Map.of());
        }

        public static StratumPlan of(String label, int target, Map<String, Set<String>> groups) {
            boolean undisclosed = false;
            return new StratumPlan(label, target, groups, undisclosed);
        }

        /// Of raters who do not say in which group they are.
        public static StratumPlan undisclosed(String label, int target) {
            boolean undisclosed = true;
            return new StratumPlan(label, target, Map.of(), undisclosed);
        }
    }

    private static void require(boolean rule, String otherwise) {
        if (!rule) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}

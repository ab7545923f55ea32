package parallax.study;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A study as it is designed, before it is stored: what is asked, of whom, how often.
///
/// @param rubric the name of a rubric template
/// @param replication judgments wanted per item and stratum
public record StudyPlan(
        Wording wording,
        String rubric,
        List<AxisPlan> axes,
        List<StratumPlan> strata,
        int replication,
        int itemsPerRater,
        int leaseMinutes,
        int minGroup,
        boolean synthetic,
        PanelCodes codes) {

    public StudyPlan {
        axes = List.copyOf(axes);
        strata = List.copyOf(strata);
        require(!strata.isEmpty(), "a study needs at least one stratum");
        require(replication >= 1, "replication must be at least 1, not " + replication);
        require(itemsPerRater >= 1, "items per rater must be at least 1, not " + itemsPerRater);
        require(minGroup >= 1, "the smallest group shown must be at least 1, not " + minGroup);
        var codesSeen = new HashSet<String>();
        axes.forEach(a -> require(codesSeen.add(a.code()), "two axes have the code " + a.code()));
        strata.forEach(s -> s.groups()
                .keySet()
                .forEach(code -> require(
                        codesSeen.contains(code), "stratum " + s.label() + " names no axis of the study: " + code)));
    }

    /// What raters read before they begin. Plain text; paragraphs are separated by blank lines.
    public record Wording(
            String title,
            String purpose,
            String contentWarning,
            String consent,
            String contact,
            String helplines,
            String payment,
            int minutes) {
        public Wording {
            require(!title.isBlank(), "a study needs a title");
            require(title.length() <= 200, "the title is longer than 200 characters");
            require(!consent.isBlank(), "a study needs a consent statement");
            require(minutes >= 1, "the time it takes must be at least one minute");
        }
    }

    /// Every choice is a group of its own; `otherwise` is the group of self-described and of several
    /// values.
    public record AxisPlan(
            String code,
            String prompt,
            boolean multiple,
            boolean selfDescribe,
            List<String> choices,
            String otherwise) {
        public AxisPlan {
            choices = List.copyOf(choices);
            require(code.matches("[A-Za-z][A-Za-z0-9_]*"), "an axis code is letters, digits and _, not " + code);
            require(!choices.isEmpty(), "axis " + code + " offers no choice");
            require(new HashSet<>(choices).size() == choices.size(), "axis " + code + " offers a choice twice");
            require(!choices.contains(otherwise), "axis " + code + ": the group for anything else is also a choice");
        }

        boolean hasOtherwise() {
            return multiple || selfDescribe;
        }

        /// Labels of the groups that raters can be in, in order.
        public List<String> groups() {
            var groups = new ArrayList<>(choices);
            if (hasOtherwise()) {
                groups.add(otherwise);
            }
            return groups;
        }

        GroupedAxis grouped() {
            var rules = new LinkedHashMap<String, String>();
            choices.forEach(choice -> rules.put(choice, choice));
            if (hasOtherwise()) {
                rules.put(Population.ANYTHING_ELSE, otherwise);
            }
            return new GroupedAxis(code, prompt, multiple, selfDescribe, choices, groups(), rules);
        }
    }

    /// @param groups for each axis named, by code, the labels of the groups that belong here
    public record StratumPlan(String label, int target, Map<String, Set<String>> groups, boolean undisclosed) {
        public StratumPlan {
            groups = Map.copyOf(groups);
            require(!label.isBlank(), "a stratum needs a label");
            require(target >= 1, "stratum " + label + " needs a target of at least one rater");
            require(!undisclosed || groups.isEmpty(), "the undisclosed stratum " + label + " cannot name groups");
        }

        public static StratumPlan everyone(int target) {
            return new StratumPlan("Everyone", target, Map.of(), false);
        }
    }

    /// What a panel gets back with a rater; empty where there is no panel.
    public record PanelCodes(String completion, String screenOut, String completionUrl, String screenOutUrl) {
        public static final PanelCodes NONE = new PanelCodes("", "", "", "");

        public PanelCodes {
            requireHttps(completionUrl);
            requireHttps(screenOutUrl);
        }

        private static void requireHttps(String url) {
            require(url.isEmpty() || url.startsWith("https://"), "a panel's address must begin with https://");
        }
    }

    private static void require(boolean rule, String otherwise) {
        if (!rule) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}

package parallax.release;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a release shows, decided question by question and attacked as a whole; where the attack finds a way in,
/// more of that question is hidden, and the attack begins anew.
final class Decision {
    private final Hiding hiding;
    private final List<QuestionCounts> counts;
    private final Map<String, Hiding.Care> care = new HashMap<>();

    private final Map<String, Map<String, Integer>> people;
    private final int raters;

    /// @param people raters by axis and group
    /// @param raters all of them; 0 where they are not known
    Decision(
            int least, Steps steps, List<QuestionCounts> counts, Map<String, Map<String, Integer>> people, int raters) {
        this.hiding = new Hiding(least, steps, people);
        this.counts = List.copyOf(counts);
        this.people = people;
        this.raters = raters;
    }

    record Decided(List<ReleasedQuestion> questions, Audit audit) {}

    /// @param before all that the release before showed
    /// @param slack how many of its raters took their data back or answered anew
    Decided audited(Auditor auditor, List<ReleasedQuestion> before, long slack) {
        while (true) {
            List<ReleasedQuestion> questions = shown();
            Audit audit = auditor.attack(questions, before, slack);
            if (audit.given().isEmpty() || !moreCare(audit)) {
                return new Decided(questions, audit);
            }
        }
    }

    private List<ReleasedQuestion> shown() {
        var shown = new ArrayList<ReleasedQuestion>();
        shown.add(hiding.people(people, raters));
        for (QuestionCounts question : counts) {
            hiding.of(question, care.getOrDefault(question.question(), Hiding.Care.USUAL))
                    .ifPresent(shown::add);
        }
        return shown;
    }

    private boolean moreCare(Audit audit) {
        boolean more = false;
        Set<String> found = new HashSet<>();
        audit.given().forEach(finding -> found.add(finding.question()));
        for (String question : found) {
            Hiding.Care now = care.getOrDefault(question, Hiding.Care.USUAL);
            if (!question.isEmpty() && now != Hiding.Care.HIDE_QUESTION) {
                care.put(question, now.more());
                more = true;
            }
        }
        return more;
    }
}

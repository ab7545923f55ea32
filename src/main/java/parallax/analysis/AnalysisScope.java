package parallax.analysis;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What of a study an analysis can be about: its questions with options, its axes, the topics of its items, and
/// the models that wrote some of them.
///
/// @param exclusions those that are in use
public record AnalysisScope(
        List<String> questions,
        List<String> axes,
        List<String> topics,
        List<String> models,
        List<Exclusion> exclusions) {
    /// The exclusion of that name, if it is in use.
    public Optional<Exclusion> exclusion(String name) {
        return exclusions.stream().filter(e -> e.name().equals(name)).findFirst();
    }

    /// What is wrong with asking for an exclusion, in a sentence.
    ///
    /// @param name empty for none
    public Optional<String> faultOfExclusion(String name) {
        return name.isEmpty() || exclusion(name).isPresent()
                ? Optional.empty()
                : Optional.of("This study has no exclusion “" + name + "” in use.");
    }

    /// What is asked for and the study does not have, in a sentence each, under `question`, `axis`, `topic` and
    /// `model`.
    ///
    /// @param divided axis codes, joined by `*` for an intersection
    public Map<String, String> faults(List<String> asked, List<String> divided, AnalysisRequest.Cut cut) {
        List<String> codes = divided.stream()
                .flatMap(axis -> List.of(axis.split("\\*", -1)).stream())
                .toList();
        var faults = new LinkedHashMap<String, String>();
        addUnknown(faults, "question", asked, questions);
        addUnknown(faults, "axis", codes, axes);
        addUnknown(faults, "topic", cut.topics(), topics);
        addUnknown(faults, "model", cut.models(), models);
        return faults;
    }

    private static void addUnknown(
            Map<String, String> faults, String what, Collection<String> asked, List<String> known) {
        asked.stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .findFirst()
                .ifPresent(name -> faults.put(what, "This study has no " + what + " “" + name + "”."));
    }
}

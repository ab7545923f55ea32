package parallax.report;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parallax.analysis.Exclusion;
import parallax.analysis.Exclusions;
import parallax.disclosure.Sight;
import parallax.study.Study;
import parallax.study.StudyAccess;

/// Which raters a page of results leaves out, and by which exclusions a viewer could leave some out. Only
/// researchers who may read individual judgments can, in the figures of this moment: the answers of few could be
/// told from the difference.
///
/// @param offered none where the viewer may not choose
/// @param without the one that was chosen; null for none
record LeftOut(List<Exclusion> offered, @Nullable Exclusion without) {
    LeftOut {
        offered = List.copyOf(offered);
    }

    /// @param name as it was asked for; anything that the viewer is not offered leaves nobody out
    static LeftOut of(
            Exclusions exclusions, Study study, StudyAccess.Rights rights, Sight sight, @Nullable String name) {
        List<Exclusion> offered = sight instanceof Sight.OfNow && rights.mayDesign() && rights.mayExport()
                ? exclusions.ofStudy(study.id()).stream()
                        .filter(rule -> !rule.retired())
                        .toList()
                : List.of();
        Optional<Exclusion> chosen =
                offered.stream().filter(rule -> rule.name().equals(name)).findFirst();
        return new LeftOut(offered, chosen.orElse(null));
    }

    List<Choice> choices() {
        var choices = new ArrayList<Choice>();
        if (!offered.isEmpty()) {
            choices.add(new Choice("", "nothing: everybody is counted", without == null));
        }
        offered.forEach(rule ->
                choices.add(new Choice(rule.name(), rule.name() + ": " + rule.inWords(), rule.equals(without))));
        return choices;
    }

    /// What a filter says of it: `, without raters excluded by “long-runs” (straightLining ≥ 15)`; or nothing.
    String inWords() {
        return without == null
                ? ""
                : ", without raters excluded by “" + without.name() + "” (" + without.inWords() + ")";
    }

    /// As a further parameter of an address; or nothing.
    String parameter() {
        return without == null ? "" : "&exclude=" + URLEncoder.encode(without.name(), StandardCharsets.UTF_8);
    }
}

package parallax.design;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import parallax.design.DesignPage.Fact;
import parallax.design.DesignPage.PlanPart;
import parallax.identity.InstallationRules;
import parallax.rater.RetentionRules;
import parallax.study.ConsentVersion;
import parallax.study.Population;
import parallax.study.Populations;
import parallax.study.Study;
import parallax.study.WatchedSignals;

/// A study's plan in words: everything that was decided when it was begun, and whether its raters
/// suffice.
@ApplicationScoped
class PlanParts {
    private final Populations populations;
    private final WatchedSignals signals;
    private final RetentionRules rules;

    PlanParts(Populations populations, WatchedSignals signals, RetentionRules rules) {
        this.populations = populations;
        this.signals = signals;
        this.rules = rules;
    }

    /// A study as it was imported has no plan: its file says who was asked.
    ///
    /// @param mayDesign whether the viewer may see the codes that panels get back
    List<PlanPart> parts(Study study, boolean mayDesign) {
        if (study.isAsImported()) {
            return List.of();
        }
        var parts = new ArrayList<>(List.of(
                new PlanPart("What raters read", wording(study)),
                new PlanPart("What raters are asked about themselves", axes(study)),
                new PlanPart("How many", amounts(study))));
        parts.add(new PlanPart("What is kept of people", kept(study)));
        if (mayDesign) {
            parts.add(new PlanPart("Panel", panel(study)));
        }
        return parts;
    }

    /// Where a stratum's raters together judge less than its items want, with the arithmetic.
    static List<String> warnings(Study study, long items, List<DesignPage.StratumLine> strata) {
        return strata.stream()
                .filter(s ->
                        (long) s.target() * Math.min(study.sampling().itemsPerRater(), items) < items * s.replication())
                .map(s -> String.format(
                        Locale.ROOT,
                        "%s: %,d raters × %,d items each = %,d judgments at most; %,d items × %,d judgments each = %,d wanted.",
                        s.label(),
                        s.target(),
                        Math.min(study.sampling().itemsPerRater(), items),
                        s.target() * Math.min(study.sampling().itemsPerRater(), items),
                        items,
                        s.replication(),
                        items * s.replication()))
                .toList();
    }

    private List<Fact> wording(Study study) {
        String consent =
                ConsentVersion.newest(study.id()).map(ConsentVersion::statement).orElse("")
                        + signals.disclosure(study.id());
        return List.of(
                fact("Purpose", study.introduction().purpose()),
                fact("Content warning", study.introduction().contentWarning()),
                fact("Consent statement", consent),
                fact("Contact for questions", study.introduction().contact()),
                fact("Helplines", study.introduction().helplines()),
                fact("Payment", study.introduction().payment()),
                fact("Minutes it takes", String.valueOf(study.introduction().minutes())));
    }

    private List<Fact> axes(Study study) {
        List<Fact> axes =
                populations.axes(study.id()).stream().map(PlanParts::axis).toList();
        return axes.isEmpty() ? List.of(fact("Questions", "none")) : axes;
    }

    private static Fact axis(Population.Axis axis) {
        var choices = new ArrayList<>(axis.choices());
        if (axis.selfDescribe()) {
            choices.add("own words");
        }
        return fact(axis.code(), axis.prompt() + " " + String.join(" · ", choices));
    }

    private static List<Fact> amounts(Study study) {
        return List.of(
                fact("Items per rater", String.valueOf(study.sampling().itemsPerRater())),
                fact(
                        "Judgments per item and stratum",
                        String.valueOf(study.sampling().replication())),
                fact("Smallest group that is shown", leastGroup(study.sampling().minGroup())),
                fact(
                        "Minutes that an item is kept for a rater",
                        String.valueOf(study.sampling().leaseMinutes())));
    }

    private static String leastGroup(int ofStudy) {
        int ruled = InstallationRules.inForce().leastGroup();
        return ruled > ofStudy
                ? ruled + ", as on the whole installation (the study itself says " + ofStudy + ")"
                : String.valueOf(ofStudy);
    }

    private List<Fact> kept(Study study) {
        return rules.held(study.id()).stream()
                .map(held -> fact(
                        Character.toUpperCase(held.kind().told().charAt(0))
                                + held.kind().told().substring(1),
                        "for " + held.days() + " days"))
                .toList();
    }

    private static List<Fact> panel(Study study) {
        return List.of(
                fact("Completion code", study.codes().completionCode()),
                fact("Completion address", study.codes().completionUrl()),
                fact("Screen-out code", study.codes().screenOutCode()),
                fact("Screen-out address", study.codes().screenOutUrl()),
                fact("Code for ending early", study.codes().endedEarlyCode()),
                fact("Address for ending early", study.codes().endedEarlyUrl()));
    }

    private static Fact fact(String name, @Nullable String value) {
        return new Fact(name, value == null || value.isBlank() ? "–" : value);
    }
}

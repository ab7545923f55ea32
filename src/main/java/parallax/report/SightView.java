package parallax.report;

import java.util.ArrayList;
import java.util.List;
import parallax.disclosure.Sight;
import parallax.disclosure.Sights;
import parallax.release.ReleasePages;

/// Which figures a page shows, in words, and which could be shown instead.
///
/// @param release which release they are of, with how many raters took their data back since; empty for the
///   figures of this moment
/// @param nothing whether there is no release to show
/// @param choices releases, after the figures of this moment for whoever may see those; empty where there is
///   nothing to choose
public record SightView(String release, boolean nothing, List<Choice> choices) {
    private static final boolean NOTHING = true;

    public SightView {
        choices = List.copyOf(choices);
    }

    static SightView of(Sights.Offer offer, boolean readsJudgments) {
        return switch (offer.shown()) {
            case Sight.OfNow() -> new SightView("", !NOTHING, choices(offer, readsJudgments));
            case Sight.OfNothing() -> new SightView("", NOTHING, List.of());
            case Sight.OfRelease(var shown) ->
                new SightView(ReleasePages.inWords(shown), !NOTHING, choices(offer, readsJudgments));
        };
    }

    private static List<Choice> choices(Sights.Offer offer, boolean readsJudgments) {
        var choices = new ArrayList<Choice>();
        if (readsJudgments) {
            choices.add(new Choice("", "this moment", offer.shown() instanceof Sight.OfNow));
        }
        offer.standing()
                .forEach(release -> choices.add(new Choice(
                        Integer.toString(release.number()),
                        ReleasePages.briefly(release),
                        offer.shown().equals(new Sight.OfRelease(release)))));
        return choices.size() < 2 ? List.of() : choices;
    }

    /// Which judgments figures are of, as the beginning of a sentence.
    static String counted(Sight sight) {
        return sight instanceof Sight.OfRelease(var release)
                ? "The judgments of release " + release.number()
                : "All current judgments";
    }

    /// The release as a further parameter of an address; nothing for the figures of this moment.
    static String parameter(Sights.Offer offer) {
        return offer.shown() instanceof Sight.OfRelease(var release) ? "&release=" + release.number() : "";
    }
}

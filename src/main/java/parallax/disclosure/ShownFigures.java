package parallax.disclosure;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parallax.analysis.AnalysisRun;
import parallax.analysis.Estimates;
import parallax.analysis.Exclusion;
import parallax.analysis.Exclusions;
import parallax.analysis.FigureScope;
import parallax.analysis.ItemFigures;
import parallax.analysis.StandingFigures;
import parallax.analysis.StoredEstimate;
import parallax.analytics.UnsurePolicy;
import parallax.study.Population;
import parallax.study.StoredQuestion;
import parallax.study.Study;

/// A study's figures as one viewer may be shown them.
@ApplicationScoped
public class ShownFigures {
    private final StandingFigures standing;
    private final ItemFigures items;
    private final ReleasedJudgments released;
    private final Estimates estimates;
    private final Exclusions exclusions;

    public ShownFigures(
            StandingFigures standing,
            ItemFigures items,
            ReleasedJudgments released,
            Estimates estimates,
            Exclusions exclusions) {
        this.exclusions = exclusions;
        this.estimates = estimates;
        this.standing = standing;
        this.items = items;
        this.released = released;
    }

    /// @param axis how raters are grouped; null for everybody in one group
    /// @return nothing while the first figures are still being computed
    public Optional<Distribution> of(
            Study study,
            StoredQuestion question,
            Population.@Nullable Axis axis,
            UnsurePolicy unsure,
            Disclosure disclosure) {
        return of(study, question, axis, unsure, disclosure, null);
    }

    /// @param without the exclusion whose raters are left out, for whoever may read individual
    ///   judgments; null for none
    public Optional<Distribution> of(
            Study study,
            StoredQuestion question,
            Population.@Nullable Axis axis,
            UnsurePolicy unsure,
            Disclosure disclosure,
            @Nullable Exclusion without) {
        long upTo = released.of(study, disclosure.audience()).upTo();
        return standing.of(study, question, axis, unsure, new FigureScope(disclosure.audience(), without), upTo)
                .map(disclosure::show);
    }

    /// Every question in every group of an axis.
    ///
    /// @param questions codes, in the order in which they are shown
    /// @param without the exclusion whose raters are left out, for whoever may read individual judgments; null for
    ///   none
    /// @return nothing while the first figures are still being computed
    public Optional<Overview> overview(
            Study study,
            List<String> questions,
            Population.Axis axis,
            UnsurePolicy unsure,
            Disclosure disclosure,
            @Nullable Exclusion without) {
        long upTo = released.of(study, disclosure.audience()).upTo();
        return standing.shares(study, axis, new FigureScope(disclosure.audience(), without), upTo)
                .map(found -> Overview.of(questions, axis, unsure, disclosure.show(found.estimates()), found.asOf()));
    }

    /// The answers to one item; nothing while it is not yet known which groups the study hides.
    ///
    /// @param without the exclusion whose raters are left out, for whoever may read individual judgments; null for
    ///   none
    public Optional<Distribution> ofItem(
            Study study,
            StoredQuestion question,
            Population.@Nullable Axis axis,
            long itemId,
            Disclosure disclosure,
            @Nullable Exclusion without) {
        long upTo = released.of(study, disclosure.audience()).upTo();
        FigureScope scope = new FigureScope(disclosure.audience(), without);
        Set<String> out = exclusions.raters(study.id(), without, upTo);
        return standing.of(study, question, axis, UnsurePolicy.CATEGORY, scope, upTo)
                .map(figures -> disclosure.showItem(figures, items.of(study, question, axis, itemId, upTo, out)));
    }

    /// What an analysis found, about one question or about all of them.
    public List<StoredEstimate> estimates(AnalysisRun run, @Nullable String question, Disclosure disclosure) {
        List<StoredEstimate> found = estimates.of(run.id(), question);
        return run.request().cut().exclude() == null ? disclosure.show(found) : disclosure.showWithoutExcluded(found);
    }

    /// How many judgments the figures include.
    public long judgments(Study study, Disclosure disclosure) {
        return released.of(study, disclosure.audience()).judgments();
    }

    /// Changes whenever the figures do, or when there are judgments that they do not include yet.
    public String version(Study study, Disclosure disclosure, @Nullable Exclusion without) {
        return standing.version(study.id(), new FigureScope(disclosure.audience(), without)) + "-"
                + released.of(study, disclosure.audience()).upTo();
    }
}

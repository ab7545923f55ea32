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
import parallax.analysis.ItemFigures;
import parallax.analysis.StandingFigures;
import parallax.analytics.UnsurePolicy;
import parallax.judgment.Counting;
import parallax.study.Population;
import parallax.study.StoredQuestion;
import parallax.study.Study;

/// A study's figures as somebody is shown them: of this moment or of a release.
@ApplicationScoped
public class ShownFigures {
    private final StandingFigures standing;
    private final ItemFigures items;
    private final FrozenFigures frozen;
    private final Counting counting;
    private final Estimates estimates;
    private final Exclusions exclusions;

    public ShownFigures(
            StandingFigures standing,
            ItemFigures items,
            FrozenFigures frozen,
            Counting counting,
            Estimates estimates,
            Exclusions exclusions) {
        this.standing = standing;
        this.items = items;
        this.frozen = frozen;
        this.counting = counting;
        this.estimates = estimates;
        this.exclusions = exclusions;
    }

    /// How groups answered a question.
    ///
    /// @param axis how raters are grouped; null for everybody in one group
    /// @param without the exclusion whose raters are left out of figures of this moment; null for none
    /// @return nothing while the first figures are still being computed, or where there is no release to show
    public Optional<Distribution> of(
            Study study,
            StoredQuestion question,
            Population.@Nullable Axis axis,
            UnsurePolicy unsure,
            Sight sight,
            @Nullable Exclusion without) {
        return switch (sight) {
            case Sight.OfNothing() -> Optional.empty();
            case Sight.OfRelease(var release) -> Optional.of(frozen.of(release, question, axis, unsure));
            case Sight.OfNow() ->
                standing.of(study, question, axis, unsure, without, newest(study))
                        .map(Disclosure.of(study)::show);
        };
    }

    /// Every question in every group of an axis.
    ///
    /// @param questions codes, in the order in which they are shown
    /// @param without the exclusion whose raters are left out of figures of this moment; null for none
    /// @return nothing while the first figures are still being computed, or where there is no release to show
    public Optional<Overview> overview(
            Study study,
            List<String> questions,
            Population.Axis axis,
            UnsurePolicy unsure,
            Sight sight,
            @Nullable Exclusion without) {
        return switch (sight) {
            case Sight.OfNothing() -> Optional.empty();
            case Sight.OfRelease(var release) -> Optional.of(frozen.overview(release, questions, axis, unsure));
            case Sight.OfNow() ->
                standing.shares(study, axis, without, newest(study))
                        .map(found ->
                                new Overview.Source(Disclosure.of(study).show(found.estimates()), found.asOf(), null))
                        .map(source -> Overview.of(questions, axis, unsure, source));
        };
    }

    /// The answers to one item.
    ///
    /// @param without the exclusion whose raters are left out of figures of this moment; null for none
    /// @return nothing while it is not yet known which groups are small in the study, or where there is no release
    ///   to show
    public Optional<Distribution> ofItem(
            Study study,
            StoredQuestion question,
            Population.@Nullable Axis axis,
            long itemId,
            Sight sight,
            @Nullable Exclusion without) {
        return switch (sight) {
            case Sight.OfNothing() -> Optional.empty();
            case Sight.OfRelease(var release) -> Optional.of(frozen.ofItem(release, study, question, axis, itemId));
            case Sight.OfNow() -> {
                long upTo = newest(study);
                Set<String> out = exclusions.raters(study.id(), without, upTo);
                yield standing.of(study, question, axis, UnsurePolicy.CATEGORY, without, upTo)
                        .map(figures -> Disclosure.of(study)
                                .showItem(figures, items.of(study, question, axis, itemId, upTo, out)));
            }
        };
    }

    /// What an analysis found, about one question or about all of them, for whoever may read single judgments.
    public List<ShownEstimate> estimates(Study study, AnalysisRun run, @Nullable String question) {
        return Disclosure.of(study).show(estimates.of(run.id(), question));
    }

    /// How many judgments the figures include.
    public long judgments(Study study, Sight sight) {
        return switch (sight) {
            case Sight.OfNothing() -> 0;
            case Sight.OfRelease(var release) -> release.extent().judgments();
            case Sight.OfNow() -> counting.soFar(study.id()).judgments();
        };
    }

    /// Changes whenever the figures do, or when there are judgments that they do not include yet; of a release
    /// with what is said of it.
    public String version(Study study, Sight sight, @Nullable Exclusion without) {
        return switch (sight) {
            case Sight.OfNothing() -> "none";
            case Sight.OfRelease(var release) -> "release" + release.id() + "-" + release.withdrawnSince();
            case Sight.OfNow() -> standing.version(study.id(), without) + "-" + newest(study);
        };
    }

    private long newest(Study study) {
        return counting.soFar(study.id()).upTo();
    }
}

package parallax.analysis;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parallax.analytics.Estimate;
import parallax.analytics.UnsurePolicy;
import parallax.judgment.QuestionOptions;
import parallax.settings.Settings;
import parallax.study.Population;
import parallax.study.Populations;
import parallax.study.StoredQuestion;
import parallax.study.Study;

/// The figures that pages show of every study: read from what the last analysis stored, which is renewed
/// while somebody looks and judgments come in.
///
/// Whoever asks for figures that are behind waits a moment for the new ones, then gets those that are
/// there.
/// A study whose figures take long is renewed less often: four fifths of the time are left to other
/// work.
@ApplicationScoped
public class StandingFigures {
    private static final int REST = 4;
    private static final long LOOK_MS = 15;
    private static final Duration YOUNG = Duration.ofMinutes(1);

    private final AnalysisRuns runs;
    private final AnalysisJob job;
    private final Estimates estimates;
    private final Populations populations;
    private final Clock clock;
    private final Duration patience;

    public StandingFigures(
            AnalysisRuns runs,
            AnalysisJob job,
            Estimates estimates,
            Populations populations,
            Clock clock,
            Settings settings) {
        this.runs = runs;
        this.job = job;
        this.estimates = estimates;
        this.populations = populations;
        this.clock = clock;
        this.patience = settings.analysis().patience();
    }

    /// @param axis how raters are grouped; null for everybody in one group
    /// @param without the exclusion whose raters are left out; null for the figures of everybody
    /// @param upTo the newest judgment that the figures include, by id; 0 if there is none
    /// @return nothing while the first figures are still being computed
    public Optional<QuestionFigures> of(
            Study study,
            StoredQuestion question,
            Population.@Nullable Axis axis,
            UnsurePolicy unsure,
            @Nullable Exclusion without,
            long upTo) {
        if (upTo == 0) {
            return Optional.of(figures(question, axis, unsure, List.of(), null));
        }
        return renewed(study, without, upTo)
                .map(run -> figures(
                        question,
                        axis,
                        unsure,
                        estimates.distributions(
                                run.id(), question.code(), axis == null ? null : axis.code(), unsure.label()),
                        Objects.requireNonNull(run.progress().finished())));
    }

    /// P(unsafe) and its difference from everyone else, of every question.
    ///
    /// @param estimates of every reading of Unsure, everybody's among them; empty where nobody has answered
    /// @param asOf when they were computed; null where there was nothing to compute
    public record Standing(
            List<StoredEstimate> estimates, @Nullable Instant asOf) {
        public Standing {
            estimates = List.copyOf(estimates);
        }
    }

    /// @param without the exclusion whose raters are left out; null for the figures of everybody
    /// @param upTo the newest judgment that the figures include, by id; 0 if there is none
    /// @return nothing while the first figures are still being computed
    public Optional<Standing> shares(Study study, Population.Axis axis, @Nullable Exclusion without, long upTo) {
        if (upTo == 0) {
            return Optional.of(new Standing(List.of(), null));
        }
        return renewed(study, without, upTo)
                .map(run -> new Standing(
                        estimates.shares(run.id(), axis.code()),
                        Objects.requireNonNull(run.progress().finished())));
    }

    /// The id of the analysis that figures come from, 0 before the first: it changes when they do.
    public long version(long studyId, @Nullable Exclusion without) {
        return runs.newestStanding(studyId, without).map(AnalysisRun::id).orElse(0L);
    }

    private Optional<AnalysisRun> renewed(Study study, @Nullable Exclusion without, long upTo) {
        Optional<AnalysisRun> newest = runs.newestStanding(study.id(), without);
        if (isUpToDate(newest, without, upTo)) {
            return newest;
        }
        boolean isTime = newest.isEmpty() || isRested(newest.get());
        if (isTime) {
            List<String> axes = populations.axes(study.id()).stream()
                    .map(Population.Axis::code)
                    .toList();
            runs.queueStanding(study.id(), without, AnalysisRequest.standing(axes, without), upTo);
            job.nudge();
        }
        return isTime || runs.isStandingUnderWay(study.id(), without) ? awaited(study, without, upTo) : newest;
    }

    private Optional<AnalysisRun> awaited(Study study, @Nullable Exclusion without, long upTo) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<AnalysisRun> newest = runs.newestStanding(study.id(), without);
            if (isUpToDate(newest, without, upTo) || System.nanoTime() >= deadline) {
                return newest;
            }
            try {
                Thread.sleep(LOOK_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return newest;
            }
        }
    }

    /// Whom an exclusion leaves out can change without a judgment: a panel flags somebody, an attention
    /// item is answered.
    private boolean isUpToDate(Optional<AnalysisRun> newest, @Nullable Exclusion without, long upTo) {
        return newest.filter(run -> run.upTo() >= upTo && run.request().isStanding())
                .filter(run -> without == null || isYoung(run))
                .isPresent();
    }

    private boolean isYoung(AnalysisRun run) {
        return clock.instant()
                .isBefore(Objects.requireNonNull(run.progress().finished()).plus(YOUNG));
    }

    private boolean isRested(AnalysisRun run) {
        Instant finished = Objects.requireNonNull(run.progress().finished());
        return !clock.instant().isBefore(finished.plus(run.progress().took().multipliedBy(REST)));
    }

    /// The figures of a question out of its stored distributions.
    public static QuestionFigures figures(
            StoredQuestion question,
            Population.@Nullable Axis axis,
            UnsurePolicy unsure,
            List<StoredEstimate> stored,
            @Nullable Instant asOf) {
        List<String> options = unsure.reduce(QuestionOptions.of(question)).names();
        var byGroup = new LinkedHashMap<String, GroupFigures>();
        if (axis != null) {
            axis.groups().values().forEach(label -> byGroup.put(label, GroupFigures.empty(label, options.size())));
        }
        grouped(stored).forEach((group, own) -> byGroup.put(group, figures(group, own, options)));
        List<StoredEstimate> ofAll =
                stored.stream().filter(e -> e.finding().axis() == null).toList();
        GroupFigures everyone = ofAll.isEmpty()
                ? GroupFigures.empty(GroupFigures.EVERYONE, options.size())
                : figures(GroupFigures.EVERYONE, ofAll, options);
        int items = everyone.shares().stream().mapToInt(Estimate::nItems).max().orElse(0);
        return new QuestionFigures(
                question.code(),
                axis == null ? "" : axis.code(),
                unsure,
                options,
                items,
                everyone,
                new ArrayList<>(byGroup.values()),
                asOf);
    }

    private static Map<String, List<StoredEstimate>> grouped(List<StoredEstimate> stored) {
        var groups = new LinkedHashMap<String, List<StoredEstimate>>();
        for (StoredEstimate estimate : stored) {
            String group = estimate.finding().group();
            if (group != null) {
                groups.computeIfAbsent(group, name -> new ArrayList<>()).add(estimate);
            }
        }
        return groups;
    }

    private static GroupFigures figures(String group, List<StoredEstimate> own, List<String> options) {
        var shares = new LinkedHashMap<String, Estimate>();
        Estimate pUnsafe = null;
        for (StoredEstimate estimate : own) {
            if (estimate.finding().metric().equals("pUnsafe")) {
                pUnsafe = estimate.finding().estimate();
            } else {
                shares.put(
                        String.valueOf(estimate.finding().level()),
                        estimate.finding().estimate());
            }
        }
        Long answers = own.getFirst().nAnswers();
        return new GroupFigures(
                group,
                own.getFirst().finding().estimate().nRaters(),
                answers == null ? 0 : answers,
                options.stream()
                        .map(option -> Objects.requireNonNull(shares.get(option), option))
                        .toList(),
                Objects.requireNonNull(pUnsafe));
    }
}

package parallax.analysis;

import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import parallax.analytics.Threads;
import parallax.analytics.UnsurePolicy;
import parallax.analytics.analysis.Analysis;
import parallax.analytics.analysis.Dataset;
import parallax.analytics.analysis.Finding;
import parallax.settings.ProcessRole;
import parallax.settings.Settings;
import parallax.store.Heartbeat;
import parallax.store.JobQueue;
import parallax.store.RefusedStatement;
import parallax.study.Rubrics;
import parallax.study.StoredQuestion;

/// Carries analyses out, where this process has the role `analysis`: reads a study's answers once, computes
/// question by question and reading by reading, and stores the estimates in one transaction. One that was cut
/// off begins anew.
@ApplicationScoped
public class AnalysisJob {
    /// The group of raters who belong to no group of an axis.
    public static final String UNDISCLOSED = "Undisclosed";

    private static final long WAIT_MS = 200;

    private final AnalysisRuns runs;
    private final StudyAnswers answers;
    private final Estimates estimates;
    private final Rubrics rubrics;
    private final int threads;
    private final String name = "analysis-" + UUID.randomUUID();
    /// One analysis at a time: it uses every thread that it may.
    private final JobQueue queue;

    public AnalysisJob(
            AnalysisRuns runs, StudyAnswers answers, Estimates estimates, Rubrics rubrics, Settings settings) {
        this.runs = runs;
        this.answers = answers;
        this.estimates = estimates;
        this.rubrics = rubrics;
        this.threads = settings.analysis().threads();
        this.queue = new JobQueue("analysis", settings.roles().contains(ProcessRole.ANALYSIS), this::runNext);
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void everySecond() {
        nudge();
    }

    /// Looks for work at once, where this process has the role.
    void nudge() {
        queue.nudge();
    }

    void stop(@Observes ShutdownEvent event) {
        queue.stop();
    }

    /// Carries out the next analysis, if one waits.
    ///
    /// @return whether there was one
    public boolean runNext() {
        try {
            Optional<AnalysisRun> claimed = runs.claim(name);
            claimed.ifPresent(this::carryOut);
            return claimed.isPresent();
        } catch (RefusedStatement away) {
            Log.warnf("No analysis can be claimed: %s", away.getMessage());
            return false;
        }
    }

    /// Works until an analysis is done, here or in another process.
    public AnalysisRun finished(long studyId, long id) {
        while (true) {
            AnalysisRun run = runs.find(studyId, id).orElseThrow();
            if (!run.state().isActive()) {
                return run;
            }
            if (!runNext()) {
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(WAIT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void carryOut(AnalysisRun run) {
        var done = new AtomicLong();
        var all = new AtomicLong(1);
        try (Heartbeat heartbeat =
                Heartbeat.of("Analysis " + run.id(), () -> runs.beat(run, name, done.get(), all.get()))) {
            AnswerScan scan =
                    answers.scan(run.studyId(), questions(run), run.request().cut(), run.upTo());
            List<StoredEstimate> found = computed(run.request(), scan, heartbeat, done, all);
            AnalysisRun.ReadAnswers read = scan.read();
            QuarkusTransaction.requiringNew().timeout(600).run(() -> {
                if (runs.beat(run, name, all.get(), all.get())) {
                    estimates.store(run, found);
                    runs.finish(run, name, read);
                }
            });
        } catch (CancellationException stopped) {
            runs.release(run, name); // which does nothing to one that was cancelled or taken over
        } catch (RuntimeException | Error e) {
            brokenOff(run, e);
        }
    }

    /// Who comes next begins anew if the database went away; anything else would fail again.
    private void brokenOff(AnalysisRun run, Throwable e) {
        Log.errorf(e, "Analysis %d broke off", run.id());
        if (RefusedStatement.mayPass(e)) {
            return;
        }
        runs.fail(
                run,
                name,
                e instanceof IllegalArgumentException
                        ? String.valueOf(e.getMessage())
                        : "The analysis broke off: " + e.getClass().getSimpleName());
    }

    private List<StoredQuestion> questions(AnalysisRun run) {
        List<String> wanted = run.request().questions();
        return rubrics.ofStudy(run.studyId())
                .counted()
                .filter(question -> wanted.isEmpty() || wanted.contains(question.code()))
                .toList();
    }

    private List<StoredEstimate> computed(
            AnalysisRequest request, AnswerScan scan, Heartbeat heartbeat, AtomicLong done, AtomicLong all) {
        String undisclosed = request.method().undisclosed() ? UNDISCLOSED : null;
        List<Dataset> datasets = scan.datasets(request.axes(), undisclosed);
        var readings = new ArrayList<Reading>();
        for (Dataset data : datasets) {
            request.unsure().stream()
                    .filter(policy -> applies(policy, data))
                    .forEach(policy -> readings.add(new Reading(data, policy)));
        }
        all.set(Math.max(1, readings.size()));
        var found = new ArrayList<StoredEstimate>();
        var working = new Threads(threads, (step, steps) -> !heartbeat.isLost() && !queue.isStopping());
        for (Reading reading : readings) {
            List<Finding> findings = Analysis.of(reading.data(), request.settings(reading.policy()), working);
            Dataset read = reading.data().under(reading.policy());
            findings.forEach(finding -> found.add(new StoredEstimate(finding, answersOf(finding, read))));
            working.reached(done.incrementAndGet(), all.get());
        }
        return found;
    }

    private record Reading(Dataset data, UnsurePolicy policy) {}

    /// A question without an Unsure has nothing to drop, one without an unsafe option nothing to merge.
    static boolean applies(UnsurePolicy policy, Dataset data) {
        return switch (policy) {
            case CATEGORY -> true;
            case DROP -> data.counts().options().unsure() != null;
            case MERGE -> !data.counts().options().unsafe().isEmpty();
        };
    }

    static @Nullable Long answersOf(Finding finding, Dataset data) {
        if (finding.axis() == null) {
            return data.counts().total();
        }
        Map<@Nullable String, Long> byGroup = new HashMap<>();
        for (Dataset.Grouped axis : data.axes()) {
            if (axis.name().equals(finding.axis())) {
                for (int group = 0; group < axis.counts().groups().size(); group++) {
                    byGroup.put(
                            axis.counts().groups().get(group).name(),
                            axis.counts().of(group).total());
                }
            }
        }
        return byGroup.get(finding.group());
    }
}

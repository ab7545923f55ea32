package parallax.dataset.exports;

import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import parallax.settings.ProcessRole;
import parallax.settings.Settings;
import parallax.store.Heartbeat;
import parallax.store.JobQueue;
import parallax.store.RefusedStatement;
import parallax.study.Study;

/// Makes datasets that were asked for, where this process has the role `analysis`. One that was cut off begins
/// anew.
@ApplicationScoped
public class DatasetJob {
    private final DatasetRuns runs;
    private final DatasetWriter writer;
    private final String name = "dataset-" + UUID.randomUUID();
    private final JobQueue queue;

    public DatasetJob(DatasetRuns runs, DatasetWriter writer, Settings settings) {
        this.runs = runs;
        this.writer = writer;
        this.queue = new JobQueue("dataset", settings.roles().contains(ProcessRole.ANALYSIS), this::runNext);
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void everySecond() {
        nudge();
    }

    @Scheduled(every = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void everyMinute() {
        if (queue.works()) {
            runs.forget();
        }
    }

    /// Looks for work at once, where this process has the role.
    void nudge() {
        queue.nudge();
    }

    void stop(@Observes ShutdownEvent event) {
        queue.stop();
    }

    /// Makes the next dataset, if one waits.
    ///
    /// @return whether there was one
    public boolean runNext() {
        try {
            Optional<DatasetRun> claimed = runs.claim(name);
            claimed.ifPresent(this::carryOut);
            return claimed.isPresent();
        } catch (RefusedStatement away) {
            Log.warnf("No dataset can be claimed: %s", away.getMessage());
            return false;
        }
    }

    private void carryOut(DatasetRun run) {
        var done = new AtomicLong();
        Path work = null;
        try (Heartbeat heartbeat =
                Heartbeat.of("Dataset " + run.id(), () -> runs.beat(run, name, done.get(), DatasetWriter.STEPS + 1))) {
            work = Files.createTempDirectory("parallax-export");
            Path folder = Files.createDirectory(work.resolve("folder"));
            Study study = QuarkusTransaction.requiringNew().call(() -> Study.<Study>findById(run.studyId()));
            writer.write(study, run.order(), folder, step -> {
                done.set(step);
                return !heartbeat.isLost()
                        && !queue.isStopping()
                        && runs.beat(run, name, step, DatasetWriter.STEPS + 1);
            });
            Path packed = work.resolve("packed.zip");
            pack(folder, packed);
            runs.finish(run, name, packed);
        } catch (CancellationException stopped) {
            runs.release(run, name); // which does nothing to one that was cancelled or taken over
        } catch (IOException | RuntimeException | Error e) {
            brokenOff(run, e);
        } finally {
            clear(work);
        }
    }

    private static void clear(@org.jspecify.annotations.Nullable Path work) {
        try {
            if (work != null) {
                DatasetFolder.delete(work);
            }
        } catch (IOException left) {
            Log.warnf("The folder %s of a dataset cannot be deleted: %s", work, left.getMessage());
        }
    }

    /// Who comes next begins anew if the database went away; anything else would fail again.
    private void brokenOff(DatasetRun run, Throwable e) {
        Log.errorf(e, "Dataset %d broke off", run.id());
        if (!RefusedStatement.mayPass(e)) {
            runs.fail(run, name, "The dataset broke off: " + e.getClass().getSimpleName());
        }
    }

    /// Parquet is compressed already; the rest gets smaller.
    private static void pack(Path folder, Path packed) throws IOException {
        try (OutputStream out = Files.newOutputStream(packed);
                ZipOutputStream zip = new ZipOutputStream(out);
                Stream<Path> files = Files.walk(folder)) {
            zip.setLevel(3);
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(new ZipEntry(folder.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
    }
}

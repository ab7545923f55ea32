package parallax.dataset.exports;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.study.Study;

/// Hands out packed datasets, from any byte on, so that a download that broke off goes on. Each beginning is on the
/// audit trail.
@ApplicationScoped
public class DatasetDownload {
    private static final Pattern FROM = Pattern.compile("bytes=(\\d{1,18})-");

    private final DatasetRuns runs;
    private final AuditTrail trail;

    public DatasetDownload(DatasetRuns runs, AuditTrail trail) {
        this.runs = runs;
        this.trail = trail;
    }

    /// @param range the header of that name; only `bytes=N-` is heeded
    /// @throws NotFoundException if there is no such dataset
    /// @throws ClientErrorException if it is not done, or was deleted
    public Response of(Study study, long runId, @Nullable String range, Actor by) {
        runs.forget();
        DatasetRun run = runs.find(study.id(), runId).orElseThrow(() -> new NotFoundException("no such dataset"));
        DatasetRun.Packed packed = run.packed();
        if (packed == null) {
            throw new ClientErrorException(whyNot(run), Response.Status.CONFLICT);
        }
        long from = from(range, packed.bytes());
        trail.record(AuditEntry.of(by, AuditAction.DATASET_EXPORTED)
                .inStudy(study.id())
                .about(study.id())
                .with("file", run.fileName(study.code())));
        StreamingOutput content = out -> runs.fetch(run, from, out);
        Response.ResponseBuilder answer = Response.status(from == 0 ? 200 : 206)
                .entity(content)
                .type("application/zip")
                .header("Content-Length", packed.bytes() - from)
                .header("Accept-Ranges", "bytes")
                .header("ETag", '"' + packed.sha256() + '"')
                .header("Content-Disposition", "attachment; filename=\"" + run.fileName(study.code()) + "\"")
                .header("Cache-Control", "no-store");
        return (from == 0
                        ? answer
                        : answer.header(
                                "Content-Range", "bytes " + from + "-" + (packed.bytes() - 1) + "/" + packed.bytes()))
                .build();
    }

    private static String whyNot(DatasetRun run) {
        return run.state() == DatasetRun.State.DONE
                ? "This dataset was deleted: it was kept for a day, or a rater took their data back since. Ask for it again."
                : "This dataset is " + run.state().word() + ".";
    }

    /// 0 where the header is missing, or asks for what there is not.
    private static long from(@Nullable String range, long bytes) {
        Matcher asked = FROM.matcher(range == null ? "" : range);
        long from = asked.matches() ? Long.parseLong(asked.group(1)) : 0;
        return from < bytes ? from : 0;
    }
}

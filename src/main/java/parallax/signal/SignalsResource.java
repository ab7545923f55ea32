package parallax.signal;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.OutputStreamWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.identity.CurrentAccount;
import parallax.study.Study;
import parallax.study.StudyAccess;
import parallax.study.WatchedSignals;
import parallax.web.FormText;

/// Signals of care of a study: which are looked at, whom the panel flagged, and what is seen.
@Path("/studies/{id}/signals")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class SignalsResource {
    private static final String TOO_LATE =
            "What is looked at was told to raters when the study was published, and can no longer be changed.";

    private final StudyAccess access;
    private final CurrentAccount account;
    private final SignalsPages pages;
    private final WatchedSignals watched;
    private final StudySignals signals;
    private final PanelFlags flags;
    private final AuditTrail trail;

    public SignalsResource(
            StudyAccess access,
            CurrentAccount account,
            SignalsPages pages,
            WatchedSignals watched,
            StudySignals signals,
            PanelFlags flags,
            AuditTrail trail) {
        this.access = access;
        this.account = account;
        this.pages = pages;
        this.watched = watched;
        this.signals = signals;
        this.flags = flags;
        this.trail = trail;
    }

    @GET
    public TemplateInstance page(@PathParam("id") long id) {
        return pages.page(access.design(id), rights(id));
    }

    @POST
    public Response choose(@PathParam("id") long id, MultivaluedMap<String, String> typed) {
        Study study = access.design(id);
        SignalLimits form = SignalLimits.typed(typed);
        Map<String, String> problems = form.problems();
        if (problems.isEmpty() && watched.set(id, form.chosen(), account.actor())) {
            return done(id);
        }
        Map<String, String> faults = problems.isEmpty() ? Map.of("", TOO_LATE) : problems;
        return refused(pages.page(study, rights(id), form, "", faults));
    }

    @POST
    @Path("panel-flags")
    public Response flag(
            @PathParam("id") long id,
            @FormParam("ids") @Nullable String ids,
            @FormParam("takeBack") @Nullable String takeBack) {
        Study study = access.design(id);
        String typed = FormText.of(ids);
        List<String> faults = faults(id, typed.lines().map(String::strip).toList(), takeBack == null);
        if (faults.isEmpty()) {
            return done(id);
        }
        SignalLimits stored = SignalLimits.of(watched.of(id));
        return refused(pages.page(study, rights(id), stored, typed, Map.of("ids", String.join(" ", faults))));
    }

    private List<String> faults(long id, List<String> ids, boolean flagged) {
        if (ids.isEmpty() || ids.size() > PanelFlags.MOST) {
            return List.of("Enter 1 to " + PanelFlags.MOST + " ids, one a line.");
        }
        return flags.set(id, ids, flagged, account.actor());
    }

    @GET
    @Path("signals.csv")
    @Produces("text/csv")
    public Response csv(@PathParam("id") long id) {
        Study study = access.export(id);
        trail.record(AuditEntry.of(account.actor(), AuditAction.DATASET_EXPORTED)
                .inStudy(id)
                .about(id)
                .with("file", "signals.csv"));
        StreamingOutput content = out -> SignalsCsv.write(
                watched.of(id).keySet(), signals.of(id), new OutputStreamWriter(out, StandardCharsets.UTF_8));
        return Response.ok(content)
                .header("Content-Disposition", "attachment; filename=\"" + study.code() + "-signals.csv\"")
                .header("Cache-Control", "no-store")
                .build();
    }

    private StudyAccess.Rights rights(long id) {
        return access.rights(id).orElseThrow();
    }

    private static Response done(long id) {
        return Response.seeOther(URI.create("/studies/" + id + "/signals")).build();
    }

    private static Response refused(SignalsPage page) {
        return Response.status(422).entity(page).build();
    }
}

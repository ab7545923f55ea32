package parallax.design;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.OutputStreamWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import parallax.assignment.Exposure;
import parallax.assignment.ProblemReports;
import parallax.assignment.ProblemsCsv;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.identity.CurrentAccount;
import parallax.study.Study;
import parallax.study.StudyAccess;
import parallax.withdrawal.Withdrawals;

/// How raters fare, for those who design the study.
@Path("/studies/{id}/problems")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class ProblemsResource {
    private final StudyAccess access;
    private final CurrentAccount account;
    private final ProblemReports problems;
    private final Exposure exposure;
    private final Withdrawals withdrawals;
    private final AuditTrail trail;

    public ProblemsResource(
            StudyAccess access,
            CurrentAccount account,
            ProblemReports problems,
            Exposure exposure,
            Withdrawals withdrawals,
            AuditTrail trail) {
        this.access = access;
        this.account = account;
        this.problems = problems;
        this.exposure = exposure;
        this.withdrawals = withdrawals;
        this.trail = trail;
    }

    @GET
    public TemplateInstance problems(@PathParam("id") long id) {
        return page(access.design(id), "");
    }

    @POST
    @Path("{report}/handling")
    public Response handle(
            @PathParam("id") long id,
            @PathParam("report") long report,
            @FormParam("state") @DefaultValue("") String state) {
        Study study = access.design(id);
        boolean changed = ProblemReports.Handling.of(state)
                .filter(to -> problems.handle(id, report, to, account.id()))
                .isPresent();
        return changed
                ? Response.seeOther(URI.create("/studies/" + id + "/problems")).build()
                : Response.status(422)
                        .entity(page(study, "That report is not there, or was so already."))
                        .build();
    }

    @GET
    @Path("problems.csv")
    @Produces("text/csv")
    public Response csv(@PathParam("id") long id) {
        access.design(id);
        Study study = access.export(id);
        trail.record(AuditEntry.of(account.actor(), AuditAction.DATASET_EXPORTED)
                .inStudy(id)
                .about(id)
                .with("file", "problems.csv"));
        StreamingOutput content =
                out -> ProblemsCsv.write(problems.ofStudy(id), new OutputStreamWriter(out, StandardCharsets.UTF_8));
        return Response.ok(content)
                .header("Content-Disposition", "attachment; filename=\"" + study.code() + "-problems.csv\"")
                .header("Cache-Control", "no-store")
                .build();
    }

    private ProblemsPage page(Study study, String notice) {
        return new ProblemsPage(
                study.id(),
                study.title(),
                exposure.ofStudy(study.id()),
                withdrawals.since(study.id(), Instant.EPOCH),
                problems.ofStudy(study.id()),
                access.rights(study.id()).orElseThrow().mayExport(),
                notice);
    }
}

package parallax.dataset.exports;

import static parallax.store.Sql.bind;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parallax.analysis.Exclusion;
import parallax.analysis.Exclusions;
import parallax.assignment.ProblemReports;
import parallax.dataset.Layout;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.identity.CurrentAccount;
import parallax.rater.Agreements;
import parallax.store.Sql;
import parallax.study.Study;
import parallax.study.StudyAccess;

/// Downloads of individual judgments: a right of its own, and each download is on the audit trail.
@Path("/studies/{id}/export")
@Authenticated
@RunOnVirtualThread
public class ExportResource {
    /// Tables that are no ratings.
    private static final Set<String> OTHERS = Set.of("items", "problems");

    private final StudyAccess access;
    private final CurrentAccount account;
    private final Exporter exporter;
    private final Sql sql;
    private final Fillable fillable;
    private final AuditTrail trail;
    private final Exclusions exclusions;
    private final Agreements agreements;
    private final ProblemReports problems;
    private final ExportManifest manifest;
    private final ObjectMapper json;

    public ExportResource(
            StudyAccess access,
            CurrentAccount account,
            Exporter exporter,
            Sql sql,
            Fillable fillable,
            AuditTrail trail,
            Exclusions exclusions,
            Agreements agreements,
            ProblemReports problems,
            ExportManifest manifest,
            ObjectMapper json) {
        this.access = access;
        this.account = account;
        this.exporter = exporter;
        this.sql = sql;
        this.fillable = fillable;
        this.trail = trail;
        this.exclusions = exclusions;
        this.agreements = agreements;
        this.problems = problems;
        this.manifest = manifest;
        this.json = json;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance page(@PathParam("id") long id) {
        Study study = access.see(id);
        return new ExportPage(
                id,
                study.notice(),
                study.state().word(),
                access.rights(id).orElseThrow().mayExport(),
                judgments(id),
                files(id),
                dices(study),
                exclusions.ofStudy(id).stream()
                        .filter(rule -> !rule.retired())
                        .map(rule -> new ExportPage.Without(rule.name(), rule.inWords()))
                        .toList());
    }

    private List<ExportPage.DicesLayout> dices(Study study) {
        return Stream.of(Layout.DICES350, Layout.DICES990)
                .map(layout -> new ExportPage.DicesLayout(layout.code(), fillable.whyNot(study, layout)))
                .toList();
    }

    private List<ExportManifest.File> files(long id) {
        return access.rights(id).orElseThrow().mayExport() ? manifest.files(id) : List.of();
    }

    @GET
    @Path("{layout}.csv")
    @Produces("text/csv")
    public Response ratings(
            @PathParam("id") long id,
            @PathParam("layout") String layout,
            @QueryParam("spreadsheet") @DefaultValue("false") boolean spreadsheet,
            @QueryParam("exclude") @DefaultValue("") String exclude,
            @QueryParam("times") @DefaultValue("minutes") String times) {
        Study study = access.export(id);
        ExportRequest.Reader reader = reader(spreadsheet);
        if (OTHERS.contains(layout)) {
            return download(study, layout + ".csv", out -> other(id, layout, reader, out));
        }
        Layout chosen = Layout.of(layout).orElseThrow(() -> new NotFoundException("no such layout"));
        String whyNot = fillable.whyNot(study, chosen);
        if (!whyNot.isEmpty()) {
            throw new ClientErrorException(whyNot, Response.Status.CONFLICT);
        }
        var request = request(id, chosen, reader, exclude, times);
        String without = exclude.isEmpty() ? "" : "-without-" + exclude;
        return download(study, layout + without + ".csv", out -> exporter.ratings(request, out));
    }

    private ExportRequest request(long id, Layout layout, ExportRequest.Reader reader, String exclude, String times) {
        return new ExportRequest(
                id,
                layout,
                reader,
                ExportRequest.Revisions.CURRENT,
                exclusion(id, exclude),
                times.equals("exact") ? ExportRequest.Times.EXACT : ExportRequest.Times.MINUTES);
    }

    /// Where replies come from and how judgments came about, for layouts whose columns cannot say it.
    @GET
    @Path("provenance.jsonl")
    @Produces("application/jsonl")
    public Response provenance(
            @PathParam("id") long id,
            @QueryParam("layout") @DefaultValue("long") String layout,
            @QueryParam("exclude") @DefaultValue("") String exclude,
            @QueryParam("times") @DefaultValue("minutes") String times) {
        Study study = access.export(id);
        Layout chosen = Layout.of(layout).orElseThrow(() -> new NotFoundException("no such layout"));
        var request = request(id, chosen, ExportRequest.Reader.PROGRAM, exclude, times);
        return download(study, "provenance.jsonl", out -> exporter.provenance(request, out));
    }

    @GET
    @Path("rubric.json")
    @Produces(MediaType.APPLICATION_JSON)
    public Response rubric(@PathParam("id") long id) {
        return download(access.export(id), "rubric.json", out -> exporter.rubric(id, out));
    }

    /// @param name empty for none
    private @Nullable Exclusion exclusion(long id, String name) {
        return name.isEmpty()
                ? null
                : exclusions.find(id, name).orElseThrow(() -> new NotFoundException("no such exclusion"));
    }

    private void other(long id, String table, ExportRequest.Reader reader, OutputStream out) throws IOException {
        if (table.equals("items")) {
            exporter.items(id, reader, out);
        } else {
            ProblemsExport.write(problems.ofStudy(id), reader, out);
        }
    }

    /// What an export holds, and how many withdrew since each of those before.
    @GET
    @Path("manifest.json")
    @Produces(MediaType.APPLICATION_JSON)
    public Response manifest(@PathParam("id") long id) {
        Study study = access.export(id);
        ExportManifest.Manifest told = manifest.of(study);
        return download(study, "manifest.json", out -> json.writeValue(out, told));
    }

    /// What raters were told and agreed to, version by version.
    @GET
    @Path("consent.json")
    @Produces(MediaType.APPLICATION_JSON)
    public Response consent(@PathParam("id") long id) {
        return download(access.export(id), "consent.json", out -> json.writeValue(out, agreements.of(id)));
    }

    private String judgments(long id) {
        long current =
                sql.number("select count(*) from judgment where study_id = :study and current", bind("study", id));
        return String.format(Locale.ROOT, "%,d", current);
    }

    private Response download(Study study, String name, StreamingOutput content) {
        trail.record(AuditEntry.of(account.actor(), AuditAction.DATASET_EXPORTED)
                .inStudy(study.id())
                .about(study.id())
                .with("file", name));
        return Response.ok(content)
                .header("Content-Disposition", "attachment; filename=\"" + study.code() + "-" + name + "\"")
                .header("Cache-Control", "no-store")
                .build();
    }

    private static ExportRequest.Reader reader(boolean spreadsheet) {
        return spreadsheet ? ExportRequest.Reader.SPREADSHEET : ExportRequest.Reader.PROGRAM;
    }
}

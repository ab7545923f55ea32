package parallax.dataset.exports;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.analysis.Exclusion;
import parallax.analysis.Exclusions;
import parallax.identity.CurrentAccount;
import parallax.identity.SigningKey;
import parallax.study.Study;
import parallax.study.StudyAccess;

/// Datasets as folders, for whoever may read individual judgments: asked for, watched, cancelled, fetched.
@Path("/studies/{id}/export/datasets")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class DatasetsResource {
    private final StudyAccess access;
    private final CurrentAccount account;
    private final DatasetRuns runs;
    private final DatasetOrders orders;
    private final DatasetDownload downloads;
    private final Fillable fillable;
    private final Exclusions exclusions;
    private final SigningKey key;

    public DatasetsResource(
            StudyAccess access,
            CurrentAccount account,
            DatasetRuns runs,
            DatasetOrders orders,
            DatasetDownload downloads,
            Fillable fillable,
            Exclusions exclusions,
            SigningKey key) {
        this.access = access;
        this.account = account;
        this.runs = runs;
        this.orders = orders;
        this.downloads = downloads;
        this.fillable = fillable;
        this.exclusions = exclusions;
        this.key = key;
    }

    @GET
    public TemplateInstance list(@PathParam("id") long id) {
        return page(access.export(id), DatasetsForm.beginning(), Map.of());
    }

    @POST
    public Response ask(@PathParam("id") long id, @BeanParam DatasetsForm form) {
        Study study = access.export(id);
        String fault = orders.fault(study, form.wish()).orElse("");
        if (!fault.isEmpty()) {
            return refused(study, form, fault);
        }
        runs.queue(id, orders.order(study, form.wish(), access.rights(id).orElseThrow()), account.id());
        return seeList(id);
    }

    @POST
    @Path("{dataset}/cancellation")
    public Response cancel(@PathParam("id") long id, @PathParam("dataset") long dataset) {
        Study study = access.export(id);
        return runs.cancel(id, dataset, account.actor())
                ? seeList(id)
                : refused(study, DatasetsForm.beginning(), "That dataset is no longer under way.");
    }

    @GET
    @Path("{dataset}/content")
    @Produces("application/zip")
    public Response content(
            @PathParam("id") long id,
            @PathParam("dataset") long dataset,
            @HeaderParam("Range") @Nullable String range) {
        return downloads.of(access.export(id), dataset, range, account.actor());
    }

    private Response refused(Study study, DatasetsForm form, String fault) {
        return Response.status(422)
                .entity(page(study, form, Map.of("form", fault)))
                .build();
    }

    private DatasetsPage page(Study study, DatasetsForm form, Map<String, String> faults) {
        List<DatasetRun> all = runs.ofStudy(study.id());
        List<DatasetsPage.Form> forms = Arrays.stream(DatasetForm.values())
                .map(one -> new DatasetsPage.Form(one.code(), one.words(), fillable.whyNot(study, one)))
                .toList();
        List<String> rules = exclusions.ofStudy(study.id()).stream()
                .filter(rule -> !rule.retired())
                .map(Exclusion::name)
                .toList();
        return new DatasetsPage(
                study.id(),
                study.notice(),
                key.publicKey().map(FolderCheck::fingerprint).orElse(""),
                all.stream().map(DatasetsResource::line).toList(),
                new DatasetsPage.Offer(forms, rules),
                form,
                all.stream().anyMatch(run -> run.state().isActive()),
                faults);
    }

    private static DatasetsPage.Line line(DatasetRun run) {
        DatasetRun.Packed packed = run.packed();
        return new DatasetsPage.Line(
                run.id(),
                run.order().form().code(),
                run.state() == DatasetRun.State.DONE && packed == null
                        ? "deleted"
                        : run.state().word(),
                run.progress().percent(),
                run.state().isActive(),
                packed == null ? "" : packed.size(),
                run.failure());
    }

    private static Response seeList(long id) {
        return Response.seeOther(URI.create("/studies/" + id + "/export/datasets"))
                .build();
    }
}

package parallax.design;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.generation.GenerationRuns;
import parallax.generation.Models;
import parallax.identity.CurrentAccount;
import parallax.runner.model.ModelFolderException;
import parallax.study.Study;
import parallax.study.StudyAccess;
import parallax.web.Faults;

/// Designing a study: its items, its people, opening and closing it.
@Path("/studies/{id}/design")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class DesignResource {
    private final StudyAccess access;
    private final CurrentAccount account;
    private final DesignPages pages;
    private final GenerationRuns runs;
    private final Models models;
    private final OfferedPrompts prompts;
    private final Publication publication;
    private final RunningStudy running;
    private final Removal removal;
    private final Faults faults;

    public DesignResource(
            StudyAccess access,
            CurrentAccount account,
            DesignPages pages,
            GenerationRuns runs,
            Models models,
            OfferedPrompts prompts,
            Publication publication,
            RunningStudy running,
            Removal removal,
            Faults faults) {
        this.access = access;
        this.account = account;
        this.pages = pages;
        this.runs = runs;
        this.models = models;
        this.prompts = prompts;
        this.publication = publication;
        this.running = running;
        this.removal = removal;
        this.faults = faults;
    }

    @GET
    public TemplateInstance design(@PathParam("id") long id) {
        return page(access.see(id), DesignPages.Notice.NONE);
    }

    @POST
    @Path("runs")
    public Response generate(@PathParam("id") long id, @BeanParam GenerationForm form) {
        Study study = access.design(id);
        if (!study.isDraft()) {
            return refused(study, "Items can be added only to a draft.");
        }
        Map<String, String> problems = faults(study, form);
        if (!problems.isEmpty()) {
            return refused(study, DesignPages.Notice.refused(form, problems));
        }
        try {
            queue(study, form);
            return done(study);
        } catch (IllegalArgumentException | ModelFolderException e) {
            return refused(study, DesignPages.Notice.refused(form, Map.of("", String.valueOf(e.getMessage()))));
        }
    }

    private Map<String, String> faults(Study study, GenerationForm form) {
        Map<String, String> problems = faults.of(form);
        if (!models.names().contains(form.wanted().model())) {
            problems.put("model", "Choose one of the models.");
        }
        prompts.fault(study.id(), form).ifPresent(fault -> problems.put("prompts", fault));
        return problems;
    }

    private void queue(Study study, GenerationForm form) {
        runs.queue(
                study.id(),
                "Prompts of " + study.title(),
                prompts.of(study.id(), form),
                models.source(form.wanted().model()),
                form.decoding(),
                account.id());
    }

    @POST
    @Path("runs/{run}/cancellation")
    public Response cancel(@PathParam("id") long id, @PathParam("run") long run) {
        Study study = access.design(id);
        return runs.cancel(id, run, account.actor()) ? done(study) : refused(study, "That run is no longer under way.");
    }

    @POST
    @Path("runs/{run}/resumption")
    public Response resume(@PathParam("id") long id, @PathParam("run") long run) {
        Study study = access.design(id);
        return runs.resume(id, run, account.actor())
                ? done(study)
                : refused(study, "That run cannot go on: it was not stopped, or the study is no longer a draft.");
    }

    @POST
    @Path("publication")
    public Response publish(@PathParam("id") long id, @FormParam("version") @Nullable Integer seen) {
        Study study = access.design(id);
        try {
            publication.publish(id, seen, account.actor());
            return done(study);
        } catch (IllegalStateException e) {
            return refused(study, String.valueOf(e.getMessage()));
        }
    }

    @POST
    @Path("state")
    public Response change(
            @PathParam("id") long id,
            @FormParam("state") @DefaultValue("") String state,
            @FormParam("version") @Nullable Integer seen) {
        Study study = access.design(id);
        return running.become(study, state, seen, account.actor())
                ? done(study)
                : refused(study, "A study that is " + study.state().word() + " cannot become " + state + ".");
    }

    @POST
    @Path("removal")
    public Response delete(@PathParam("id") long id, @FormParam("version") @Nullable Integer seen) {
        Study study = access.design(id);
        return removal.study(id, seen, account.actor())
                ? Response.seeOther(URI.create("/studies")).build()
                : refused(study, "Only a draft, or a study as it was imported, can be deleted.");
    }

    private TemplateInstance page(Study study, DesignPages.Notice notice) {
        return pages.page(study, access.rights(study.id()).orElseThrow(), notice);
    }

    private static Response done(Study study) {
        return Response.seeOther(URI.create("/studies/" + study.id() + "/design"))
                .build();
    }

    private Response refused(Study study, String why) {
        return refused(study, DesignPages.Notice.of(why));
    }

    private Response refused(Study study, DesignPages.Notice why) {
        return Response.status(422).entity(page(study, why)).build();
    }
}

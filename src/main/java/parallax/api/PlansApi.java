package parallax.api;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import parallax.design.plan.PlanRefused;
import parallax.design.plan.PlanText;
import parallax.design.plan.Plans;
import parallax.design.plan.WholePlan;
import parallax.identity.CurrentAccount;
import parallax.identity.Role;
import parallax.study.Study;
import parallax.study.StudyAccess;

/// Plans of studies as files: checked, made studies, read back, put in the place of a draft's.
@Path("/api/v1/studies")
@Produces(MediaType.APPLICATION_JSON)
@Consumes({MediaType.APPLICATION_JSON, PlansApi.YAML})
@Authenticated
@RunOnVirtualThread
public class PlansApi {
    static final String YAML = "application/yaml";

    private static final String TAKEN =
            "YAML or JSON, as the schema docs/reference/study-plan.schema.json says; told apart by its first character";

    private final StudyAccess access;
    private final CurrentAccount account;
    private final Plans plans;

    public PlansApi(StudyAccess access, CurrentAccount account, Plans plans) {
        this.access = access;
        this.account = account;
        this.plans = plans;
    }

    /// A study that was made.
    public record MadeStudy(long id, String code) {}

    /// A plan that breaks no rule.
    ///
    /// @param notes what stands in the way of publishing such a study, its items apart
    public record CheckedPlan(List<String> notes) {}

    /// A mistake in a plan.
    ///
    /// @param line from 1; 0 where the plan as a whole is meant
    /// @param at where in the plan, as a JSON pointer
    public record PlanProblem(int line, String at, String rule) {}

    /// A plan that breaks rules, so that nothing was done.
    ///
    /// @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457, Problem Details for HTTP APIs</a>
    record RefusedPlan(String type, String title, int status, String detail, List<PlanProblem> problems) {
        static Response of(PlanRefused refused) {
            return Response.status(422)
                    .type(ApiProblem.TYPE)
                    .entity(new RefusedPlan(
                            "about:blank",
                            "The plan breaks rules",
                            422,
                            refused.faults().getFirst().sentence(),
                            refused.faults().stream()
                                    .map(f -> new PlanProblem(f.line(), f.at(), f.rule()))
                                    .toList()))
                    .build();
        }
    }

    @POST
    @APIResponse(
            responseCode = "201",
            description = "The draft; Location says where",
            content = @Content(schema = @Schema(implementation = MadeStudy.class)))
    @APIResponse(
            responseCode = "422",
            description = "The plan breaks rules: every mistake with its line, its place and the rule",
            content = @Content(mediaType = ApiProblem.TYPE, schema = @Schema(implementation = RefusedPlan.class)))
    @Operation(summary = "Makes a draft of a plan; a key needs the scope write")
    @RequestBody(description = TAKEN, required = true, content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
    public Response create(String body) {
        requireResearcher();
        try {
            return made(plans.create(PlanText.read(body), account.id()));
        } catch (PlanRefused refused) {
            return RefusedPlan.of(refused);
        }
    }

    @POST
    @Path("plan-checks")
    @APIResponse(
            responseCode = "200",
            description = "The plan breaks no rule",
            content = @Content(schema = @Schema(implementation = CheckedPlan.class)))
    @APIResponse(
            responseCode = "422",
            description = "The plan breaks rules: every mistake with its line, its place and the rule",
            content = @Content(mediaType = ApiProblem.TYPE, schema = @Schema(implementation = RefusedPlan.class)))
    @Operation(summary = "Checks a plan and makes nothing of it")
    @RequestBody(description = TAKEN, required = true, content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
    public Response check(String body) {
        account.requireScope("read");
        try {
            WholePlan plan = PlanText.read(body);
            plans.requireAllowed(plan);
            return Response.ok(new CheckedPlan(plan.notes())).build();
        } catch (PlanRefused refused) {
            return RefusedPlan.of(refused);
        }
    }

    @GET
    @Path("{id}/plan")
    @Consumes(MediaType.WILDCARD)
    @Produces({MediaType.APPLICATION_JSON, YAML})
    @APIResponse(
            responseCode = "200",
            description = "The plan, as YAML if that is what is accepted",
            content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(responseCode = "409", description = "The study was imported, and has no plan")
    @Operation(summary = "A study's plan as a file; needs the right to change the study")
    public Response plan(@PathParam("id") long id, @Context HttpHeaders headers) {
        WholePlan plan = planOf(access.design(id));
        boolean isYaml = headers.getAcceptableMediaTypes().getFirst().toString().startsWith(YAML);
        return Response.ok(isYaml ? PlanText.yaml(plan) : PlanText.json(plan))
                .type(isYaml ? YAML : MediaType.APPLICATION_JSON)
                .build();
    }

    @PUT
    @Path("{id}/plan")
    @APIResponse(responseCode = "204", description = "The draft is as the plan says")
    @APIResponse(responseCode = "409", ref = ApiDescription.TOO_LATE)
    @APIResponse(
            responseCode = "422",
            description = "The plan breaks rules: every mistake with its line, its place and the rule",
            content = @Content(mediaType = ApiProblem.TYPE, schema = @Schema(implementation = RefusedPlan.class)))
    @Operation(summary = "Puts a plan in the place of a draft's; a key needs the scope write")
    @RequestBody(description = TAKEN, required = true, content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
    public Response replace(@PathParam("id") long id, String body) {
        account.requireScope("write");
        Study study = access.design(id);
        try {
            plans.replace(study.id(), PlanText.read(body), null, account.actor());
            return Response.noContent().build();
        } catch (PlanRefused refused) {
            return RefusedPlan.of(refused);
        } catch (IllegalStateException late) {
            throw new ClientErrorException(late.getMessage(), Response.Status.CONFLICT, late);
        }
    }

    @POST
    @Path("{id}/copies")
    @Consumes(MediaType.WILDCARD)
    @APIResponse(
            responseCode = "201",
            description = "A draft with the same plan and no items",
            content = @Content(schema = @Schema(implementation = MadeStudy.class)))
    @APIResponse(responseCode = "409", description = "The study was imported, and has no plan")
    @Operation(summary = "Makes a draft with the plan of another study; a key needs the scope write")
    public Response copy(@PathParam("id") long id) {
        requireResearcher();
        WholePlan plan = planOf(access.design(id));
        try {
            return made(plans.create(plan.copied(), account.id()));
        } catch (PlanRefused refused) {
            return RefusedPlan.of(refused);
        }
    }

    private WholePlan planOf(Study study) {
        try {
            return plans.of(study);
        } catch (IllegalStateException imported) {
            throw new ClientErrorException(imported.getMessage(), Response.Status.CONFLICT, imported);
        }
    }

    private void requireResearcher() {
        account.requireScope("write");
        Role role = account.required().role();
        if (role != Role.OWNER && role != Role.RESEARCHER) {
            throw new ForbiddenException("beginning a study needs a researcher's account");
        }
    }

    private static Response made(long id) {
        return Response.created(URI.create("/api/v1/studies/" + id))
                .entity(new MadeStudy(id, Study.<Study>findById(id).code()))
                .build();
    }
}

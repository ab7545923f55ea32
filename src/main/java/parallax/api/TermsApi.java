package parallax.api;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import parallax.design.PracticeForm;
import parallax.design.TermsForm;
import parallax.design.WrittenPractice;
import parallax.design.WrittenTerms;
import parallax.identity.CurrentAccount;
import parallax.study.ConsentVersion;
import parallax.study.Consents;
import parallax.study.Practice;
import parallax.study.Study;
import parallax.study.StudyAccess;
import parallax.web.Faults;

/// What raters of a study are told and agree to, what holds for them, and what comes before their first
/// item.
@Path("/api/v1/studies/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
public class TermsApi {
    private final StudyAccess access;
    private final CurrentAccount account;
    private final Consents consents;
    private final Practice practice;
    private final Faults faults;

    public TermsApi(StudyAccess access, CurrentAccount account, Consents consents, Practice practice, Faults faults) {
        this.access = access;
        this.account = account;
        this.consents = consents;
        this.practice = practice;
        this.faults = faults;
    }

    @GET
    @Path("terms")
    @APIResponse(responseCode = "200", description = "What holds now")
    @Operation(summary = "What raters are told and agree to, and what holds for them")
    public WrittenTerms terms(@PathParam("id") long id) {
        Study study = access.design(id);
        return WrittenTerms.of(study, consent(id));
    }

    @PUT
    @Path("terms")
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "204", description = "It holds from now on")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_BODY)
    @APIResponse(responseCode = "409", description = "The study changed since the version that was sent along")
    @Operation(
            summary = "Sets what raters are told and agree to; a key needs the scope write",
            description =
                    "What is left out stays as it is. Whoever agreed before agreed to what they read then; a change of"
                            + " the statement or of what is told is a version of its own.")
    @RequestBody(content = @Content(schema = @Schema(implementation = WrittenTerms.class)))
    public Response setTerms(@PathParam("id") long id, String body) {
        account.requireScope("write");
        Study study = access.design(id);
        WrittenTerms written = JsonBody.read(body, WrittenTerms.class, "What raters are told");
        TermsForm form = written.form(study, consent(id));
        require(form.problems(faults));
        consents.revise(id, form.terms(), written.version(), account.actor());
        return Response.noContent().build();
    }

    @GET
    @Path("practice")
    @APIResponse(responseCode = "200", description = "What comes before the first item")
    @Operation(summary = "Comprehension questions, and an item to try")
    public WrittenPractice practice(@PathParam("id") long id) {
        return WrittenPractice.of(access.design(id), practice);
    }

    @PUT
    @Path("practice")
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "204", description = "It comes from now on")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_BODY)
    @APIResponse(
            responseCode = "409",
            description = "The study is no longer a draft, or changed since the version that was sent along")
    @Operation(
            summary = "Sets what comes before the first item of a draft; a key needs the scope write",
            description = "What is left out does not come.")
    @RequestBody(content = @Content(schema = @Schema(implementation = WrittenPractice.class)))
    public Response setPractice(@PathParam("id") long id, String body) {
        account.requireScope("write");
        access.design(id);
        WrittenPractice written = JsonBody.read(body, WrittenPractice.class, "What comes first");
        PracticeForm form = form(written);
        require(form.problems(faults));
        if (!practice.set(id, form.plan(), written.version(), account.actor())) {
            throw new ClientErrorException(
                    "What comes before the first item can be changed only in a draft.", Response.Status.CONFLICT);
        }
        return Response.noContent().build();
    }

    private static PracticeForm form(WrittenPractice written) {
        try {
            return written.form();
        } catch (IllegalArgumentException wrong) {
            throw new BadRequestException(wrong.getMessage(), wrong);
        }
    }

    private static void require(Map<String, String> problems) {
        if (!problems.isEmpty()) {
            throw new BadRequestException(String.join(" ", problems.values()));
        }
    }

    private static ConsentVersion consent(long studyId) {
        return ConsentVersion.newest(studyId)
                .orElseThrow(() -> new NotFoundException("nobody agrees to anything in a study as it was imported"));
    }
}

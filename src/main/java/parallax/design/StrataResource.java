package parallax.design;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parallax.identity.CurrentAccount;
import parallax.study.Study;
import parallax.study.StudyAccess;

/// Asking a published study for more raters and judgments; closing and opening its strata.
@Path("/studies/{id}/strata")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class StrataResource {
    private static final Pattern STEP = Pattern.compile("(close|reopen):(\\d{1,18})");

    private final StudyAccess access;
    private final CurrentAccount account;
    private final RunningStudy running;

    public StrataResource(StudyAccess access, CurrentAccount account, RunningStudy running) {
        this.access = access;
        this.account = account;
        this.running = running;
    }

    @GET
    public TemplateInstance strata(@PathParam("id") long id) {
        Study study = access.design(id);
        return StrataPage.of(study, StrataPage.lines(running.strata(study)), Map.of());
    }

    /// @param fields `s7.target` and `s7.replication` of the stratum with the id 7, and in `do` what is
    ///   to be done
    @POST
    public Response change(@PathParam("id") long id, MultivaluedMap<String, String> fields) {
        Study study = access.design(id);
        Matcher step = STEP.matcher(Objects.requireNonNullElse(fields.getFirst("do"), ""));
        List<StrataPage.Line> typed = StrataPage.typed(running.strata(study), fields);
        try {
            Map<String, String> problems = step.matches() ? stepped(study, step) : raised(study, typed);
            return problems.isEmpty()
                    ? Response.seeOther(URI.create("/studies/" + id + "/strata"))
                            .build()
                    : refused(study, typed, problems);
        } catch (IllegalStateException e) {
            return refused(study, typed, Map.of("", String.valueOf(e.getMessage())));
        }
    }

    private Map<String, String> stepped(Study study, Matcher step) {
        long stratum = Long.parseLong(step.group(2));
        if (step.group(1).equals("close")) {
            running.close(study, stratum, account.actor());
        } else {
            running.reopen(study, stratum, account.actor());
        }
        return Map.of();
    }

    private Map<String, String> raised(Study study, List<StrataPage.Line> typed) {
        var problems = new LinkedHashMap<String, String>();
        typed.forEach(line -> line.fault(study, running).ifPresent(fault -> problems.put(line.name("target"), fault)));
        if (!RunningStudy.canChange(study)) {
            throw new IllegalStateException(
                    "More can be asked for once the study is published; a draft is changed by its plan.");
        }
        if (problems.isEmpty()) {
            running.raise(study, typed.stream().map(StrataPage.Line::wanted).toList(), account.actor());
        }
        return problems;
    }

    private static Response refused(Study study, List<StrataPage.Line> typed, Map<String, String> problems) {
        return Response.status(422)
                .entity(StrataPage.of(study, typed, problems))
                .build();
    }
}

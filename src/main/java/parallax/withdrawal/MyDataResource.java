package parallax.withdrawal;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import parallax.assignment.Assignments;
import parallax.rater.Corrections;
import parallax.rater.NotHere;
import parallax.rater.Notice;
import parallax.rater.OwnCodes;
import parallax.rater.Participation;
import parallax.rater.Participations;
import parallax.rater.RaterSession;
import parallax.study.Study;

/// A rater's rights over what is kept of them. Whoever went on without showing who they are has none of
/// them.
@Path("/s/{code}/my-data")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@PermitAll
public class MyDataResource {
    private final RaterSession session;
    private final Participations participations;
    private final OwnCodes ownCodes;
    private final KeptData kept;
    private final Withdrawals withdrawals;
    private final Corrections corrections;
    private final Assignments assignments;

    public MyDataResource(
            RaterSession session,
            Participations participations,
            OwnCodes ownCodes,
            KeptData kept,
            Withdrawals withdrawals,
            Corrections corrections,
            Assignments assignments) {
        this.assignments = assignments;
        this.session = session;
        this.participations = participations;
        this.ownCodes = ownCodes;
        this.kept = kept;
        this.withdrawals = withdrawals;
        this.corrections = corrections;
    }

    @GET
    public TemplateInstance show(@PathParam("code") String code) {
        Study study = session.study(code);
        Participation rater = owner(study);
        return new MyDataPage(
                study.notice(),
                kept.of(study, rater),
                ownCodes.of(rater),
                study.conditions().demographicsMayChange() && corrections.isOpenTo(rater));
    }

    @GET
    @Path("my-data.json")
    @Produces(MediaType.APPLICATION_JSON)
    public Response json(@PathParam("code") String code) {
        Study study = session.study(code);
        return download(kept.of(study, owner(study)), "my-data.json");
    }

    @GET
    @Path("my-answers.csv")
    @Produces("text/csv")
    public Response csv(@PathParam("code") String code) {
        Study study = session.study(code);
        return download(AnswersCsv.of(kept.of(study, owner(study))), "my-answers.csv");
    }

    @GET
    @Path("withdrawal")
    public TemplateInstance ask(@PathParam("code") String code) {
        Study study = session.study(code);
        boolean mustBeSure = false;
        return new WithdrawalPage(study.notice(), assignments.handedIn(owner(study)), mustBeSure);
    }

    @POST
    @Path("withdrawal")
    public Response withdraw(@PathParam("code") String code, @FormParam("sure") @Nullable String sure) {
        Study study = session.study(code);
        Participation rater = owner(study);
        boolean mustBeSure = sure == null;
        if (mustBeSure) {
            var again = new WithdrawalPage(study.notice(), assignments.handedIn(rater), mustBeSure);
            return Response.status(422).entity(again).build();
        }
        withdrawals.withdraw(rater.id());
        return Notice.withdrawn(study);
    }

    private Participation owner(Study study) {
        Participation rater = session.rater(study);
        if (!participations.hasShownThemselves(rater)) {
            throw new NotHere(study);
        }
        return rater;
    }

    private static Response download(Object content, String name) {
        return Response.ok(content)
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .header("Cache-Control", "no-store")
                .build();
    }
}

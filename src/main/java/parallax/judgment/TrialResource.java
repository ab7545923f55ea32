package parallax.judgment;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import parallax.item.Turn;
import parallax.rater.Notice;
import parallax.rater.Participation;
import parallax.rater.Participations;
import parallax.rater.RaterSession;
import parallax.study.Practice;
import parallax.study.Rubrics;
import parallax.study.StoredQuestion;
import parallax.study.StoredRubric;
import parallax.study.Study;

/// Trying an item out before the first that counts. What is answered here is looked at for gaps and
/// forgotten.
@Path("/s/{code}/trial")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@PermitAll
public class TrialResource {
    private final RaterSession session;
    private final Practice practice;
    private final Participations participations;
    private final Rubrics rubrics;
    private final RubricViews views;

    public TrialResource(
            RaterSession session,
            Practice practice,
            Participations participations,
            Rubrics rubrics,
            RubricViews views) {
        this.session = session;
        this.practice = practice;
        this.participations = participations;
        this.rubrics = rubrics;
        this.views = views;
    }

    @GET
    public Response show(@PathParam("code") String code) {
        Study study = session.study(code);
        Participation rater = session.rater(study);
        if (session.isAway(study)) {
            return RatersWay.see(study, "/pause");
        }
        boolean due = rater.is(Participation.State.ADMITTED) && !participations.hasEndedTrial(rater);
        return practice.trial(study.id())
                .filter(trial -> due)
                .map(trial -> Response.ok(page(study, trial, Answers.none(), List.of()))
                        .build())
                .orElseGet(() -> RatersWay.see(study, "/rate"));
    }

    @POST
    public Response tried(@PathParam("code") String code, MultivaluedMap<String, String> form) {
        Study study = session.study(code);
        Participation rater = session.rater(study);
        Answers answers = answers(study, form);
        List<StoredQuestion> gaps = form.containsKey("skip") ? List.of() : answers.gaps(rubrics.ofStudy(study.id()));
        return practice.trial(study.id())
                .map(trial -> gaps.isEmpty() ? over(study, rater) : again(page(study, trial, answers, gaps)))
                .orElseGet(() -> RatersWay.see(study, "/rate"));
    }

    private Response over(Study study, Participation rater) {
        participations.endTrial(rater);
        return Notice.trialOver(study);
    }

    private static Response again(TrialPage page) {
        return Response.status(422).entity(page).build();
    }

    private TrialPage page(Study study, Practice.Trial trial, Answers answers, List<StoredQuestion> gaps) {
        StoredRubric rubric = rubrics.ofStudy(study.id());
        RubricViews.Shown shown = views.of(rubric, answers, gaps);
        List<RatingPage.TurnView> turns = List.of(
                RatingPage.TurnView.before(new Turn(Turn.Speaker.USER, trial.question())),
                RatingPage.TurnView.judged(new Turn(Turn.Speaker.CHATBOT, trial.reply())));
        return new TrialPage(
                study.notice(),
                new RatingPage.Conversation(turns, List.of(), session.isVeiled(study)),
                new RatingPage.Questions(rubric.version(), shown.groups()),
                new RatingPage.Faults(shown.gaps(), ""));
    }

    private Answers answers(Study study, MultivaluedMap<String, String> form) {
        try {
            return Answers.fromForm(rubrics.ofStudy(study.id()), form);
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(e.getMessage(), e);
        }
    }
}

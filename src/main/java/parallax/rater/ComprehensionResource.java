package parallax.rater;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import parallax.study.Practice;
import parallax.study.Study;

/// The questions that show whether somebody understood, between their consent and what they say of
/// themselves.
@Path("/s/{code}/comprehension")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@PermitAll
public class ComprehensionResource {
    private static final int BLANK = -1;

    private final RaterSession session;
    private final ComprehensionGate gate;

    public ComprehensionResource(RaterSession session, ComprehensionGate gate) {
        this.session = session;
        this.gate = gate;
    }

    @GET
    public Response ask(@PathParam("code") String code) {
        Study study = session.study(code);
        return asked(study)
                .map(rater -> Response.ok(first(study, rater)).build())
                .orElseGet(() -> onward(study));
    }

    @POST
    public Response answer(@PathParam("code") String code, MultivaluedMap<String, String> form) {
        Study study = session.study(code);
        return asked(study).map(rater -> answered(study, rater, form)).orElseGet(() -> onward(study));
    }

    private Response answered(Study study, Participation rater, MultivaluedMap<String, String> form) {
        List<Practice.Question> questions = gate.before(study, rater);
        List<Integer> chosen = chosen(questions, form);
        if (chosen.contains(BLANK)) {
            return again(page(study, questions, chosen, gate.left(study, rater), ""));
        }
        return switch (gate.answer(study, rater.id(), chosen)) {
            case ComprehensionGate.Outcome.Understood understood -> EntryResource.see(study, "about-you");
            case ComprehensionGate.Outcome.UsedUp usedUp -> EntryResource.see(study, "rate");
            case ComprehensionGate.Outcome.Again more ->
                again(page(
                        study,
                        questions,
                        List.of(),
                        more.left(),
                        "Not every answer was as it is meant. Read it once more, and try again."));
        };
    }

    /// Whoever has agreed, and has not answered them yet.
    private Optional<Participation> asked(Study study) {
        return session.participation(study)
                .filter(rater -> rater.is(Participation.State.CONSENTED))
                .filter(rater -> !gate.before(study, rater).isEmpty());
    }

    private Response onward(Study study) {
        return EntryResource.see(study, session.participation(study).isPresent() ? "about-you" : "");
    }

    private ComprehensionPage first(Study study, Participation rater) {
        return page(study, gate.before(study, rater), List.of(), gate.left(study, rater), "");
    }

    private static Response again(ComprehensionPage page) {
        return Response.status(422).entity(page).build();
    }

    /// @param chosen empty if nothing is to be shown as chosen
    private static ComprehensionPage page(
            Study study, List<Practice.Question> questions, List<Integer> chosen, int left, String news) {
        var asked = new ArrayList<ComprehensionPage.Asked>();
        for (int i = 0; i < questions.size(); i++) {
            List<String> options = questions.get(i).options();
            int held = chosen.isEmpty() ? BLANK : chosen.get(i);
            List<ComprehensionPage.Choice> choices = IntStream.range(0, options.size())
                    .mapToObj(
                            position -> new ComprehensionPage.Choice(position, options.get(position), position == held))
                    .toList();
            boolean gap = !chosen.isEmpty() && held == BLANK;
            asked.add(new ComprehensionPage.Asked(i, questions.get(i).prompt(), choices, gap));
        }
        List<ComprehensionPage.Asked> gaps =
                asked.stream().filter(ComprehensionPage.Asked::gap).toList();
        return new ComprehensionPage(
                study.notice(), study.comprehension().comprehensionInstructions(), asked, gaps, left, news);
    }

    private static List<Integer> chosen(List<Practice.Question> questions, MultivaluedMap<String, String> form) {
        return IntStream.range(0, questions.size())
                .mapToObj(i -> option(questions.get(i), form.getFirst("c." + i)))
                .toList();
    }

    private static Integer option(Practice.Question question, @org.jspecify.annotations.Nullable String text) {
        boolean number = text != null && text.matches("\\d");
        return number && Integer.parseInt(text) < question.options().size() ? Integer.valueOf(text) : BLANK;
    }
}

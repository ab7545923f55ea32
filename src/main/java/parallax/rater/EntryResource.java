package parallax.rater;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parallax.identity.Token;
import parallax.study.ConsentVersion;
import parallax.study.Population;
import parallax.study.Populations;
import parallax.study.Study;

/// The way in: what this is, consent, demographics, admission. Nothing of a person is stored before
/// they agree.
@Path("/s/{code}")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@PermitAll
public class EntryResource {
    private final RaterSession session;
    private final Visitors visitors;
    private final Arrivals arrivals;
    private final Participations participations;
    private final Admission admission;
    private final Populations populations;
    private final OwnCodes ownCodes;
    private final DeviceMarks marks;
    private final ComprehensionGate gate;

    public EntryResource(
            RaterSession session,
            Visitors visitors,
            Arrivals arrivals,
            Participations participations,
            Admission admission,
            Populations populations,
            OwnCodes ownCodes,
            DeviceMarks marks,
            ComprehensionGate gate) {
        this.session = session;
        this.visitors = visitors;
        this.arrivals = arrivals;
        this.participations = participations;
        this.admission = admission;
        this.populations = populations;
        this.ownCodes = ownCodes;
        this.marks = marks;
        this.gate = gate;
    }

    /// The panel's parameters are taken in and stripped from the address by a redirect.
    @GET
    public Response welcome(@PathParam("code") String code, @Context UriInfo address) {
        Study study = session.study(code);
        if (!arrivals.mayEnter(session.address())) {
            return Notice.crowded(study);
        }
        MultivaluedMap<String, String> query = address.getQueryParameters();
        if (study.isOpen() && !query.isEmpty() && visitors.isPreview(study, query)) {
            return Response.ok(welcome(study, WelcomePage.Mode.PREVIEW)).build();
        }
        Optional<Arrival> arrival =
                study.isOpen() && !query.isEmpty() ? visitors.fromPanel(study, query) : Optional.empty();
        return arrival.map(somebody -> taken(study, somebody)).orElseGet(() -> whereTheyBegin(study));
    }

    @POST
    @Path("consent")
    public Response consent(
            @PathParam("code") String code,
            @FormParam("agree") @Nullable String agree,
            @FormParam("version") @Nullable Integer read) {
        Study study = session.study(code);
        if (!study.isOpen()) {
            return Notice.notOpen(study);
        }
        if (!arrivals.mayEnter(session.address())) {
            return Notice.crowded(study);
        }
        WelcomePage page = welcome(study, WelcomePage.Mode.ASKING);
        boolean changed = read != null && read != page.consent().number();
        if (agree == null || changed) {
            WelcomePage again = welcome(study, changed ? WelcomePage.Mode.CHANGED : WelcomePage.Mode.ASKING_AGAIN);
            return Response.status(422).entity(again).build();
        }
        return visitors.here(study).map(known -> consented(study, known)).orElseGet(() -> begun(study));
    }

    @GET
    @Path("about-you")
    public Response aboutYou(@PathParam("code") String code) {
        Study study = session.study(code);
        Optional<Participation> participation = session.participation(study);
        if (participation.isEmpty() || participation.get().is(Participation.State.ARRIVED)) {
            return see(study, "");
        }
        if (!participation.get().is(Participation.State.CONSENTED)) {
            return see(study, "rate");
        }
        if (!gate.before(study, participation.get()).isEmpty()) {
            return see(study, "comprehension");
        }
        List<Population.Axis> axes = populations.axes(study.id());
        return Response.ok(AboutYouForm.empty(study, axes, ownCodes.of(participation.get())))
                .build();
    }

    @POST
    @Path("about-you")
    public Response sayAboutYou(@PathParam("code") String code, MultivaluedMap<String, String> form) {
        Study study = session.study(code);
        Optional<Participation> participation = session.participation(study);
        if (participation.isEmpty() || !participation.get().is(Participation.State.CONSENTED)) {
            return see(study, participation.isEmpty() ? "" : "rate");
        }
        if (!gate.before(study, participation.get()).isEmpty()) {
            return see(study, "comprehension");
        }
        return study.isOpen() ? described(study, participation.get(), form) : Notice.notOpen(study);
    }

    private Response taken(Study study, Arrival arrival) {
        arrivals.count(study);
        return Response.fromResponse(see(study, ""))
                .cookie(session.arrive(study, arrival))
                .build();
    }

    private Response whereTheyBegin(Study study) {
        Optional<Participation> here = visitors.here(study);
        if (here.isPresent() && !here.get().is(Participation.State.ARRIVED)) {
            return see(study, "rate");
        }
        if (visitors.hasWithdrawn(study)) {
            return Notice.withdrawn(study);
        }
        if (visitors.elsewhere(study).isPresent()) {
            return see(study, "return");
        }
        return study.isOpen()
                ? Response.ok(welcome(study, WelcomePage.Mode.ASKING)).build()
                : Notice.notOpen(study);
    }

    private WelcomePage welcome(Study study, WelcomePage.Mode mode) {
        return new WelcomePage(
                study.notice(),
                ConsentVersion.newest(study.id()).orElseThrow(),
                participations.consentStatement(study.id()),
                mode);
    }

    private Response consented(Study study, Participation known) {
        participations.consent(known);
        return see(study, "about-you");
    }

    /// Somebody new begins; whoever began on another device meanwhile is asked first.
    private Response begun(Study study) {
        return participations
                .begin(study.id(), visitors.origin(study))
                .map(token -> Response.fromResponse(see(study, "about-you"))
                        .cookie(session.begin(study, token), session.arrived(study), session.back(study))
                        .cookie(marked(study, token))
                        .build())
                .orElseGet(() -> see(study, "return"));
    }

    /// Where the study looks at it, notes in which browser somebody began.
    private NewCookie[] marked(Study study, Token token) {
        if (!marks.areWanted(study.id())) {
            return new NewCookie[0];
        }
        Token device = session.device(study);
        marks.note(participations.bySession(study.id(), token).orElseThrow(), device);
        return new NewCookie[] {session.mark(study, device)};
    }

    private Response described(Study study, Participation rater, MultivaluedMap<String, String> form) {
        List<Population.Axis> axes = populations.axes(study.id());
        AboutYouPage asked = AboutYouForm.returned(study, axes, form, ownCodes.of(rater));
        if (asked.isToBeShownAgain()) {
            return Response.status(422).entity(asked).build();
        }
        admission.admit(rater.id(), Demographics.fromForm(axes, form));
        return see(study, "rate");
    }

    static Response see(Study study, String step) {
        String address = "/s/" + study.code() + (step.isEmpty() ? "" : "/" + step);
        return Response.seeOther(URI.create(address)).build();
    }
}

package parallax.rater;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parallax.identity.CurrentAccount;
import parallax.identity.Role;
import parallax.identity.Token;
import parallax.study.Population;
import parallax.study.Populations;
import parallax.study.Study;

/// The way in: what this is, consent, demographics, admission.
@Path("/s/{code}")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@PermitAll
public class EntryResource {
    private final CurrentAccount account;
    private final RaterSession session;
    private final Participations participations;
    private final Admission admission;
    private final Populations populations;

    public EntryResource(
            CurrentAccount account,
            RaterSession session,
            Participations participations,
            Admission admission,
            Populations populations) {
        this.account = account;
        this.session = session;
        this.participations = participations;
        this.admission = admission;
        this.populations = populations;
    }

    /// The panel's parameters are taken in and stripped from the address by a redirect.
    @GET
    public Response welcome(
            @PathParam("code") String code,
            @QueryParam("PROLIFIC_PID") @Nullable String panelId,
            @QueryParam("STUDY_ID") @Nullable String panelStudy,
            @QueryParam("SESSION_ID") @Nullable String panelSession) {
        Study study = session.study(code);
        if (panelId != null) {
            return arriveFromPanel(study, panelId, panelStudy, panelSession);
        }
        Optional<Participation> participation = session.participation(study);
        if (participation.isPresent() && !participation.get().is(Participation.State.ARRIVED)) {
            return see(study, "rate");
        }
        Optional<Response> again = participation.isEmpty() ? takenUpAgain(study) : Optional.empty();
        return again.orElseGet(() -> welcomed(study));
    }

    @POST
    @Path("consent")
    public Response consent(@PathParam("code") String code, @FormParam("agree") @Nullable String agree) {
        Study study = session.study(code);
        if (!study.isOpen()) {
            return Notice.notOpen(study);
        }
        boolean mustAgree = agree == null;
        if (mustAgree) {
            return Response.status(422).entity(welcome(study, mustAgree)).build();
        }
        return session.participation(study)
                .map(known -> consented(study, known))
                .orElseGet(() -> arrivedAndConsented(study));
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
        List<Population.Axis> axes = populations.axes(study.id());
        return Response.ok(AboutYouForm.empty(study, axes)).build();
    }

    @POST
    @Path("about-you")
    public Response sayAboutYou(@PathParam("code") String code, MultivaluedMap<String, String> form) {
        Study study = session.study(code);
        Optional<Participation> participation = session.participation(study);
        if (participation.isEmpty()) {
            return see(study, "");
        }
        return study.isOpen() ? described(study, participation.get(), form) : Notice.notOpen(study);
    }

    @GET
    @Path("pause")
    public Response pause(@PathParam("code") String code) {
        return Notice.paused(session.study(code));
    }

    /// Leaves this device without a session; what was answered is kept. Whoever has no other way back is given
    /// one.
    @POST
    @Path("exit")
    public Response exit(@PathParam("code") String code, @Context UriInfo home) {
        Study study = session.study(code);
        String comeBack = session.participation(study)
                .filter(participations::isAnonymous)
                .flatMap(rater -> session.token(study))
                .map(token -> home.getBaseUri()
                        .resolve("s/" + study.code() + "/return/" + token.text())
                        .toString())
                .orElse("");
        return Response.fromResponse(Notice.left(study, comeBack))
                .cookie(session.end(study))
                .build();
    }

    /// Takes a rater who left up again, on this device.
    @GET
    @Path("return/{token}")
    public Response comeBack(@PathParam("code") String code, @PathParam("token") String token) {
        Study study = session.study(code);
        Token held = new Token(token);
        if (participations.bySession(study.id(), held).isEmpty()) {
            throw new NotFoundException("no such link");
        }
        return Response.fromResponse(see(study, ""))
                .cookie(session.begin(study, held))
                .build();
    }

    private Response welcomed(Study study) {
        boolean mustAgree = false;
        return study.isOpen() ? Response.ok(welcome(study, mustAgree)).build() : Notice.notOpen(study);
    }

    private WelcomePage welcome(Study study, boolean mustAgree) {
        return new WelcomePage(study.notice(), participations.consentStatement(study.id()), mustAgree);
    }

    /// A rater with an account who has begun on another device.
    private Optional<Response> takenUpAgain(Study study) {
        return signedIn()
                .filter(origin -> participations.hasBegun(study.id(), origin))
                .map(origin -> arrive(study, origin));
    }

    private Response consented(Study study, Participation known) {
        participations.consent(known);
        return see(study, "about-you");
    }

    private Response arrivedAndConsented(Study study) {
        Token token = participations.arrive(study.id(), signedIn().orElseGet(Participations.Origin::link));
        participations.consent(participations.bySession(study.id(), token).orElseThrow());
        return Response.fromResponse(see(study, "about-you"))
                .cookie(session.begin(study, token))
                .build();
    }

    private Response described(Study study, Participation rater, MultivaluedMap<String, String> form) {
        List<Population.Axis> axes = populations.axes(study.id());
        AboutYouPage asked = AboutYouForm.returned(study, axes, form);
        if (!asked.errors().isEmpty()) {
            return Response.status(422).entity(asked).build();
        }
        admission.admit(rater.id(), Demographics.fromForm(axes, form));
        return see(study, "rate");
    }

    private Response arriveFromPanel(
            Study study, String panelId, @Nullable String panelStudy, @Nullable String panelSession) {
        if (panelId.isBlank() || panelId.length() > 200) {
            throw new BadRequestException("PROLIFIC_PID has 1 to 200 characters");
        }
        String pool = "Panel study " + (panelStudy == null ? study.code() : shortened(panelStudy));
        var origin = Participations.Origin.panel(pool, panelId, panelSession == null ? null : shortened(panelSession));
        if (session.token(study)
                .filter(held -> participations.holds(study.id(), origin, held))
                .isPresent()) {
            return see(study, "");
        }
        return arrive(study, origin);
    }

    private Response arrive(Study study, Participations.Origin origin) {
        Token token = participations.arrive(study.id(), origin);
        return Response.fromResponse(see(study, ""))
                .cookie(session.begin(study, token))
                .build();
    }

    /// A rater with an account of their own goes on where they were, on whichever device. Staff who try a study
    /// out are anonymous raters.
    private Optional<Participations.Origin> signedIn() {
        return account.holder()
                .filter(holder -> holder.role() == Role.RATER)
                .map(holder -> Participations.Origin.account(holder.accountId()));
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(text.length(), 180));
    }

    static Response see(Study study, String step) {
        String address = "/s/" + study.code() + (step.isEmpty() ? "" : "/" + step);
        return Response.seeOther(URI.create(address)).build();
    }
}

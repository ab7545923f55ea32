package parallax.withdrawal;

import io.quarkus.qute.TemplateInstance;
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
import java.net.URI;
import java.util.List;
import java.util.Map;
import parallax.rater.AboutYouForm;
import parallax.rater.AboutYouPage;
import parallax.rater.Corrections;
import parallax.rater.Demographics;
import parallax.rater.NotHere;
import parallax.rater.Participation;
import parallax.rater.Participations;
import parallax.rater.RaterSession;
import parallax.study.Population;
import parallax.study.Populations;
import parallax.study.Study;

/// Correcting what one said of oneself, where the study allows it.
@Path("/s/{code}/my-data/about-you")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@PermitAll
public class CorrectionResource {
    private static final String NO_CODE = "";

    private final RaterSession session;
    private final Participations participations;
    private final Populations populations;
    private final Corrections corrections;
    private final RenewedFigures figures;

    public CorrectionResource(
            RaterSession session,
            Participations participations,
            Populations populations,
            Corrections corrections,
            RenewedFigures figures) {
        this.session = session;
        this.participations = participations;
        this.populations = populations;
        this.corrections = corrections;
        this.figures = figures;
    }

    @GET
    public TemplateInstance show(@PathParam("code") String code) {
        Study study = session.study(code);
        return page(study, corrections.fields(rater(study)));
    }

    @POST
    public Response correct(@PathParam("code") String code, MultivaluedMap<String, String> form) {
        Study study = session.study(code);
        Participation rater = rater(study);
        CorrectionPage page = page(study, form);
        if (page.said().isToBeShownAgain()) {
            return Response.status(422).entity(page).build();
        }
        List<Population.Axis> axes = populations.axes(study.id());
        figures.afterCorrection(rater, Demographics.fromForm(axes, form));
        return Response.seeOther(URI.create("/s/" + study.code() + "/my-data")).build();
    }

    private CorrectionPage page(Study study, Map<String, List<String>> fields) {
        AboutYouPage said = AboutYouForm.returned(study, populations.axes(study.id()), fields, NO_CODE);
        return new CorrectionPage(said);
    }

    /// @throws NotHere if the study does not allow it, or this is nobody who may
    private Participation rater(Study study) {
        Participation rater = session.rater(study);
        boolean may = study.conditions().demographicsMayChange()
                && corrections.isOpenTo(rater)
                && participations.hasShownThemselves(rater);
        if (!may) {
            throw new NotHere(study);
        }
        return rater;
    }
}

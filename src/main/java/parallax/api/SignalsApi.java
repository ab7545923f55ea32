package parallax.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import parallax.identity.CurrentAccount;
import parallax.signal.PanelFlags;
import parallax.signal.RaterSignals;
import parallax.signal.SignalLimits;
import parallax.signal.StudySignals;
import parallax.study.Signal;
import parallax.study.StudyAccess;
import parallax.study.WatchedSignals;

/// Signals of care of a study: which are looked at, what they say of its raters, whom the panel flagged.
@Path("/api/v1/studies/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
public class SignalsApi {
    private final StudyAccess access;
    private final CurrentAccount account;
    private final WatchedSignals watched;
    private final StudySignals signals;
    private final PanelFlags flags;
    private final ObjectMapper json;

    public SignalsApi(
            StudyAccess access,
            CurrentAccount account,
            WatchedSignals watched,
            StudySignals signals,
            PanelFlags flags,
            ObjectMapper json) {
        this.access = access;
        this.account = account;
        this.watched = watched;
        this.signals = signals;
        this.flags = flags;
        this.json = json;
    }

    /// @param watched from which value on each signal is raised; without those that are not looked at
    public record SignalsSeen(Map<String, Double> watched, List<SignalsOfRater> raters) {}

    /// @param rater the rater's random name in the study
    /// @param judged how many items they judged
    /// @param signals by the signal's word
    public record SignalsOfRater(String rater, int judged, Map<String, SignalValue> signals) {
        static SignalsOfRater of(RaterSignals rater) {
            Map<String, SignalValue> signals = new LinkedHashMap<>();
            rater.values().forEach(one -> signals.put(one.signal().word(), new SignalValue(one.value(), one.raised())));
            return new SignalsOfRater(rater.rater(), rater.judged(), signals);
        }
    }

    /// @param value null where there is none, as for a rater without times
    /// @param raised whether it reaches the study's limit
    public record SignalValue(
            @Schema(nullable = true) @Nullable Double value, boolean raised) {}

    /// @param ids the panel's ids of raters, or their random names in the study
    /// @param takeBack whether their flags are taken back; they are flagged if it is left out
    public record FlagOrder(
            @Nullable List<String> ids,
            @Schema(nullable = true) @Nullable Boolean takeBack) {}

    @GET
    @Path("signals")
    @APIResponse(responseCode = "200", description = "What is looked at, and what is seen of each rater")
    @Operation(summary = "Signals of care, each by itself; needs the right to export")
    public SignalsSeen seen(@PathParam("id") long id) {
        access.export(id);
        return new SignalsSeen(
                words(watched.of(id)),
                signals.of(id).stream().map(SignalsOfRater::of).toList());
    }

    @POST
    @Path("signals")
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "204", description = "They are chosen")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_BODY)
    @APIResponse(responseCode = "409", ref = ApiDescription.TOO_LATE)
    @Operation(
            summary = "Chooses what a draft looks at; a key needs the scope write",
            description = "From which value on each signal is raised, by its word: speed, straightLining, attention,"
                    + " duplicateDevice, panelFlag, paste, lostFocus. What is left out is not looked at.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(example = "{\"speed\": 0.2, \"attention\": 1}", type = SchemaType.OBJECT)))
    public Response choose(@PathParam("id") long id, String body) {
        account.requireScope("write");
        access.design(id);
        if (!watched.set(id, chosen(body), account.actor())) {
            throw new ClientErrorException(
                    "What is looked at was told to raters, and can no longer be changed.", Response.Status.CONFLICT);
        }
        return Response.noContent().build();
    }

    @POST
    @Path("panel-flags")
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "204", description = "They are flagged, or their flags are taken back")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_BODY)
    @Operation(summary = "Notes whom the panel flagged, all of them or none; a key needs the scope write")
    @RequestBody(content = @Content(schema = @Schema(implementation = FlagOrder.class)))
    public Response flag(@PathParam("id") long id, String body) {
        account.requireScope("write");
        access.design(id);
        FlagOrder sent = read(body, new TypeReference<FlagOrder>() {});
        List<String> ids = sent.ids() == null ? List.of() : sent.ids();
        if (ids.isEmpty() || ids.size() > PanelFlags.MOST) {
            throw new BadRequestException("ids has 1 to " + PanelFlags.MOST + " ids.");
        }
        List<String> faults = flags.set(id, ids, !Boolean.TRUE.equals(sent.takeBack()), account.actor());
        if (!faults.isEmpty()) {
            throw new BadRequestException(String.join(" ", faults));
        }
        return Response.noContent().build();
    }

    private Map<Signal, Double> chosen(String body) {
        return known(read(body, new TypeReference<Map<String, @Nullable Double>>() {}));
    }

    static Map<Signal, Double> known(Map<String, @Nullable Double> words) {
        try {
            return SignalLimits.read(words);
        } catch (IllegalArgumentException wrong) {
            throw new BadRequestException(wrong.getMessage(), wrong);
        }
    }

    static Map<String, Double> words(Map<Signal, Double> limits) {
        Map<String, Double> words = new LinkedHashMap<>();
        limits.forEach((signal, limit) -> words.put(signal.word(), limit));
        return words;
    }

    private <T> T read(String body, TypeReference<T> type) {
        try {
            T read = json.readValue(body.isBlank() ? "{}" : body, type);
            if (read == null) {
                throw new BadRequestException("The body is empty.");
            }
            return read;
        } catch (JsonProcessingException broken) {
            throw new BadRequestException("The body cannot be read: " + broken.getOriginalMessage(), broken);
        }
    }
}

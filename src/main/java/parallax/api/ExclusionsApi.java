package parallax.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import parallax.analysis.Exclusion;
import parallax.analysis.Exclusions;
import parallax.analytics.Estimate;
import parallax.analytics.Interval;
import parallax.disclosure.ShownEffect;
import parallax.disclosure.ShownEffects;
import parallax.identity.CurrentAccount;
import parallax.study.Signal;
import parallax.study.Study;
import parallax.study.StudyAccess;
import parallax.study.WatchedSignals;

/// Exclusions of a study, for those of its researchers who may read single judgments: named rules over signals,
/// what they would change, and which are in use.
@Path("/api/v1/studies/{id}/exclusions")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
public class ExclusionsApi {
    private final StudyAccess access;
    private final CurrentAccount account;
    private final Exclusions exclusions;
    private final ShownEffects effects;
    private final WatchedSignals watched;
    private final ObjectMapper json;

    public ExclusionsApi(
            StudyAccess access,
            CurrentAccount account,
            Exclusions exclusions,
            ShownEffects effects,
            WatchedSignals watched,
            ObjectMapper json) {
        this.access = access;
        this.account = account;
        this.exclusions = exclusions;
        this.effects = effects;
        this.watched = watched;
        this.json = json;
    }

    /// @param needs any or all: whether one condition is enough, or all must hold
    /// @param conditions from which value of a signal on, by the signal's word
    /// @param rule what it says, in words
    public record ExclusionRule(
            String name, String needs, Map<String, Double> conditions, String rule, boolean retired) {
        static ExclusionRule of(Exclusion exclusion) {
            return new ExclusionRule(
                    exclusion.name(),
                    exclusion.needsAll() ? "all" : "any",
                    SignalsApi.words(exclusion.conditions()),
                    exclusion.inWords(),
                    exclusion.retired());
        }
    }

    /// @param needs any (also if it is left out) or all
    public record ExclusionOrder(
            @Nullable String name,
            @Schema(nullable = true) @Nullable String needs,
            @Nullable Map<String, @Nullable Double> conditions) {}

    /// @param group with its axis; everybody first
    /// @param notForShowing whether a release would hide the group
    public record EffectOnGroup(
            String group,
            long raters,
            long ratersOut,
            long judgments,
            long judgmentsOut,
            UnsafeShare withEverybody,
            UnsafeShare without,
            boolean notForShowing) {
        static EffectOnGroup of(ShownEffect.Line line) {
            return new EffectOnGroup(
                    line.group(),
                    line.raters(),
                    line.ratersOut(),
                    line.judgments(),
                    line.judgmentsOut(),
                    UnsafeShare.of(line.before()),
                    UnsafeShare.of(line.after()),
                    line.notForShowing());
        }
    }

    /// P(unsafe) with its 95 % interval.
    public record UnsafeShare(
            @Schema(nullable = true) @Nullable Double value,
            @Schema(nullable = true) @Nullable Double low,
            @Schema(nullable = true) @Nullable Double high) {
        static UnsafeShare of(Estimate estimate) {
            Interval interval = estimate.interval();
            return new UnsafeShare(
                    estimate.value(),
                    interval == null ? null : interval.low(),
                    interval == null ? null : interval.high());
        }
    }

    /// @param question the code of the question that P(unsafe) is of
    public record EffectOfExclusion(ExclusionRule exclusion, String question, List<EffectOnGroup> groups) {}

    @GET
    @APIResponse(responseCode = "200", description = "Exclusions, those in use first")
    @Operation(summary = "The exclusions of a study")
    public List<ExclusionRule> all(@PathParam("id") long id) {
        access.analyze(id);
        return exclusions.ofStudy(id).stream().map(ExclusionRule::of).toList();
    }

    @GET
    @Path("{name}/effect")
    @APIResponse(responseCode = "200", description = "Everybody first, then the groups of every axis")
    @Operation(
            summary = "What an exclusion would change",
            description = "Raters, judgments and P(unsafe) with everybody and without those whom it leaves out;"
                    + " notForShowing is true where a release would hide the group.")
    public EffectOfExclusion effect(@PathParam("id") long id, @PathParam("name") String name) {
        Study study = access.analyze(id);
        Exclusion exclusion = found(id, name);
        ShownEffect effect = effects.of(study, exclusion);
        return new EffectOfExclusion(
                ExclusionRule.of(exclusion),
                effect.question(),
                effect.lines().stream().map(EffectOnGroup::of).toList());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(
            responseCode = "201",
            description = "It is made",
            content = @Content(schema = @Schema(implementation = ExclusionRule.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_BODY)
    @APIResponse(responseCode = "409", description = "There is one of that name; what it says does not change")
    @Operation(summary = "Makes an exclusion; a key needs the scope write")
    @RequestBody(content = @Content(schema = @Schema(implementation = ExclusionOrder.class)))
    public Response make(@PathParam("id") long id, String body) {
        account.requireScope("write");
        access.analyze(id);
        Exclusion exclusion = exclusion(id, body);
        if (!exclusions.create(id, exclusion, account.id())) {
            throw new ClientErrorException(
                    "There is an exclusion of that name; what it says does not change.", Response.Status.CONFLICT);
        }
        return Response.created(URI.create("/api/v1/studies/" + id + "/exclusions/" + exclusion.name() + "/effect"))
                .entity(ExclusionRule.of(exclusion))
                .build();
    }

    @POST
    @Path("{name}/retirement")
    @APIResponse(responseCode = "204", description = "No new analysis may ask for it")
    @Operation(summary = "Retires an exclusion; a key needs the scope write")
    public void retire(@PathParam("id") long id, @PathParam("name") String name) {
        boolean retired = true;
        change(id, name, retired);
    }

    @POST
    @Path("{name}/return")
    @APIResponse(responseCode = "204", description = "Analyses may ask for it again")
    @Operation(summary = "Takes an exclusion up again; a key needs the scope write")
    public void takeUp(@PathParam("id") long id, @PathParam("name") String name) {
        boolean retired = false;
        change(id, name, retired);
    }

    private void change(long id, String name, boolean retired) {
        account.requireScope("write");
        access.analyze(id);
        found(id, name);
        exclusions.retire(id, name, retired, account.actor());
    }

    private Exclusion found(long id, String name) {
        return exclusions.find(id, name).orElseThrow(() -> new NotFoundException("no such exclusion"));
    }

    private Exclusion exclusion(long id, String body) {
        try {
            ExclusionOrder sent = json.readValue(body.isBlank() ? "{}" : body, ExclusionOrder.class);
            Map<Signal, Double> conditions = SignalsApi.known(sent.conditions() == null ? Map.of() : sent.conditions());
            if (!watched.of(id).keySet().containsAll(conditions.keySet())) {
                throw new BadRequestException("The study does not look at one of these signals.");
            }
            boolean retired = false;
            return new Exclusion(sent.name() == null ? "" : sent.name(), needsAll(sent.needs()), conditions, retired);
        } catch (JsonProcessingException broken) {
            throw new BadRequestException("The body cannot be read: " + broken.getOriginalMessage(), broken);
        } catch (IllegalArgumentException wrong) {
            throw new BadRequestException(wrong.getMessage(), wrong);
        }
    }

    private static boolean needsAll(@Nullable String needs) {
        if (needs == null || needs.equals("any")) {
            return false;
        }
        if (!needs.equals("all")) {
            throw new BadRequestException("needs is any or all, not " + needs + ".");
        }
        return true;
    }
}

package parallax.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Looks at every request before anything else does: whether it is meant for this installation, whether
/// what changes something was sent by a page of it, and whether its body is of a kind that is taken.
@ApplicationScoped
public class RequestGuard {
    /// Before who asks is looked up, which is a statement.
    private static final int BEFORE_AUTHENTICATION = 1_000;

    private static final Set<HttpMethod> READING =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.TRACE);
    /// What a browser says of requests that a page of the same origin sent, or a person by themselves.
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private static final String PROBES = "/q/";
    private static final String PROGRAMS = "/api/";
    /// In which the whole of what is sent must have come.
    private static final long BODY_MS = 60_000;

    private static final long FILE_MS = 600_000;

    private final PublicAddress address;

    public RequestGuard(PublicAddress address) {
        this.address = address;
    }

    /// Why a request goes no further.
    record Refusal(int status, String heading, String message) {}

    void register(@Observes Filters filters) {
        filters.register(this::look, BEFORE_AUTHENTICATION);
    }

    private void look(RoutingContext context) {
        Optional<Refusal> refusal = refusal(context.request());
        if (refusal.isEmpty()) {
            endIfSlow(context);
            context.next();
        } else {
            RefusalAnswer.send(context, refusal.get());
        }
    }

    /// A sender who lets a byte through now and then would hold the connection for ever.
    private static void endIfSlow(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!READING.contains(request.method())) {
            long timer = context.vertx().setTimer(TakenFiles.areTakenAt(request) ? FILE_MS : BODY_MS, over -> {
                if (!request.isEnded()) {
                    request.connection().close();
                }
            });
            context.addEndHandler(ended -> context.vertx().cancelTimer(timer));
        }
    }

    private Optional<Refusal> refusal(HttpServerRequest request) {
        boolean isChange = !READING.contains(request.method());
        if (request.headers().getAll("Host").size() > 1) {
            return Optional.of(
                    new Refusal(400, "That names two hosts", "A request names the host that it is meant for once."));
        }
        if (!address.answersAs(request.authority()) && !isProbe(request)) {
            return Optional.of(new Refusal(
                    421,
                    "This is not the address of this installation",
                    "Parallax answers under its public address only. Whoever runs it sets that with"
                            + " PARALLAX_PUBLIC_ADDRESS."));
        }
        if (isChange && !isSentByOwnPage(request)) {
            return Optional.of(new Refusal(
                    403, "That was sent from another site", "Nothing was changed. Open the page here and try again."));
        }
        if (isChange && !isOfTakenType(request)) {
            return Optional.of(new Refusal(
                    415,
                    "That is of no type that is taken here",
                    "Forms are sent as application/x-www-form-urlencoded, requests of programs as application/json;"
                            + " both in UTF-8."));
        }
        if (isChange && TakenFiles.isTooLarge(request)) {
            return Optional.of(TakenFiles.tooLarge(request));
        }
        return Optional.empty();
    }

    /// Probes ask by the address of a machine or pod; what they are told holds no link.
    private static boolean isProbe(HttpServerRequest request) {
        return String.valueOf(request.path()).startsWith(PROBES);
    }

    /// Browsers say where a request comes from; programs say nothing. Pages forbid browsers to tell
    /// others the address that people come from, so that `null` stands for the origin of their own forms
    /// too.
    private boolean isSentByOwnPage(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !OWN_SITES.contains(site)) {
            return false;
        }
        String origin = request.getHeader("Origin");
        return origin == null || origin.equals("null") || address.isOrigin(origin, request.authority());
    }

    private static boolean isOfTakenType(HttpServerRequest request) {
        String type = request.getHeader("Content-Type");
        if (TakenFiles.areTakenAt(request) && TakenFiles.isOfTakenType(request, type)) {
            return true;
        }
        if (!String.valueOf(request.path()).startsWith(PROGRAMS)) {
            return is(MediaType.APPLICATION_FORM_URLENCODED_TYPE, type);
        }
        return request.method().equals(HttpMethod.DELETE) || is(MediaType.APPLICATION_JSON_TYPE, type);
    }

    private static boolean is(MediaType taken, @Nullable String given) {
        if (given == null || given.isBlank()) {
            return false;
        }
        try {
            MediaType type = MediaType.valueOf(given);
            String charset = type.getParameters().getOrDefault("charset", "UTF-8");
            return type.getType().equalsIgnoreCase(taken.getType())
                    && type.getSubtype().equalsIgnoreCase(taken.getSubtype())
                    && charset.equalsIgnoreCase("UTF-8");
        } catch (RuntimeException notAType) {
            return false;
        }
    }
}

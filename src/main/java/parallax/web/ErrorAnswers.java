package parallax.web;

import io.quarkus.logging.Log;
import io.vertx.core.http.HttpServerRequest;
import jakarta.persistence.OptimisticLockException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.lang.annotation.Annotation;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.hibernate.StaleStateException;
import org.hibernate.exception.ConstraintViolationException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;
import parallax.store.RefusedStatement;

/// What goes wrong becomes a page for people and a problem document for programs; details stay in the
/// log, under a number.
///
/// @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457, Problem Details for HTTP APIs</a>
public class ErrorAnswers {
    private static final Map<Integer, String> HEADINGS = Map.of(
            400, "That request could not be understood",
            401, "Sign in first",
            403, "You may not do that",
            404, "There is nothing here",
            405, "That cannot be done here",
            413, "That is too large",
            429, "Too many requests");

    private static final Map<Integer, String> WORDS = Map.of(
            400,
                    "The page was open for a very long time, or cookies are blocked. Go back, reload the page, and try again.",
            401, "Sign in, or send the API key in the header Authorization: Bearer.",
            403, "The account or API key does not have the right to do this.");
    /// More than the priority of the filter that renders templates, so that this one comes before it.
    private static final int BEFORE_RENDERING = 10_000;

    private static final Annotation[] NO_ANNOTATIONS = {};

    private final FaultNumbers numbers;

    public ErrorAnswers(FaultNumbers numbers) {
        this.numbers = numbers;
    }

    @ServerExceptionMapper
    public Response known(
            WebApplicationException failure, @Context HttpServerRequest request, @Context HttpHeaders headers) {
        int status = failure.getResponse().getStatus();
        if (status < 400) {
            return failure.getResponse();
        }
        boolean told = status != 404 || failure instanceof NotYet;
        String message = failure.getMessage() == null || !told ? "" : failure.getMessage();
        return answer(request, headers, status, HEADINGS.getOrDefault(status, "That did not work"), message);
    }

    @ServerExceptionMapper
    public Response unknown(
            RuntimeException failure, @Context HttpServerRequest request, @Context HttpHeaders headers) {
        if (isUnstorable(failure)) {
            return answer(
                    request,
                    headers,
                    400,
                    HEADINGS.getOrDefault(400, ""),
                    "A field holds something that cannot be stored, such as the character U+0000.");
        }
        if (isUndecodable(failure)) {
            return answer(
                    request,
                    headers,
                    400,
                    HEADINGS.getOrDefault(400, ""),
                    "In a form a percent sign is followed by two hexadecimal digits.");
        }
        if (isTooManyFields(failure)) {
            return answer(
                    request,
                    headers,
                    413,
                    HEADINGS.getOrDefault(413, "That is too much"),
                    "The form has too many fields.");
        }
        if (isChangedMeanwhile(failure)) {
            return answer(
                    request,
                    headers,
                    409,
                    "Somebody else has changed this in the meantime",
                    "Your change was not made. Go back, reload the page, and decide based on what is there now.");
        }
        String number = numbers.of(failure);
        if (RefusedStatement.mayPass(failure)) {
            Log.errorf(failure, "Failure %s: no answer from the database", number);
            return Response.fromResponse(answer(request, headers, 503, StoreAway.HEADING, StoreAway.WORDS))
                    .header("Retry-After", StoreAway.RETRY_AFTER_S)
                    .build();
        }
        Log.errorf(failure, "Failure %s", number);
        return answer(
                request,
                headers,
                500,
                "Something went wrong on our side",
                "Nothing was left half done. If it happens again, tell the people who run this installation the number "
                        + number + ".");
    }

    /// A refusal by a filter, such as that of a missing CSRF token or right, has no words of its own.
    @ServerResponseFilter(priority = BEFORE_RENDERING)
    public void explain(ContainerRequestContext request, ContainerResponseContext response) {
        int status = response.getStatus();
        if (status >= 400 && !response.hasEntity()) {
            String heading = HEADINGS.getOrDefault(status, "That did not work");
            Response words = answer(
                    request.getUriInfo().getPath(),
                    request.getAcceptableMediaTypes(),
                    status,
                    heading,
                    WORDS.getOrDefault(status, ""));
            response.setEntity(words.getEntity(), NO_ANNOTATIONS, words.getMediaType());
        }
    }

    /// Whether PostgreSQL refused a value as no value of its type: SQL state class 22, data exception.
    private static boolean isUnstorable(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && String.valueOf(sql.getSQLState()).startsWith("22")) {
                return true;
            }
        }
        return false;
    }

    /// Whether somebody else changed, took away or made the same row between somebody's look at it and their change.
    private static boolean isChangedMeanwhile(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean isMadeTwice = cause instanceof ConstraintViolationException refusal
                    && refusal.getKind() == ConstraintViolationException.ConstraintKind.UNIQUE;
            if (cause instanceof OptimisticLockException || cause instanceof StaleStateException || isMadeTwice) {
                return true;
            }
        }
        return false;
    }

    /// What the form parser throws at what is not percent-encoded as forms are; it has no type of its own.
    private static boolean isUndecodable(RuntimeException failure) {
        StackTraceElement[] from = failure.getStackTrace();
        return failure instanceof IllegalArgumentException
                && from.length > 0
                && from[0].getClassName().equals("org.jboss.resteasy.reactive.common.util.URLUtils");
    }

    /// What the form parser throws when a form has more fields than it takes.
    private static boolean isTooManyFields(RuntimeException failure) {
        return failure.getClass() == RuntimeException.class
                && String.valueOf(failure.getMessage()).startsWith("Param limit");
    }

    private static Response answer(
            HttpServerRequest request, HttpHeaders headers, int status, String heading, String message) {
        return answer(request.path(), headers.getAcceptableMediaTypes(), status, heading, message);
    }

    private static Response answer(
            String path, List<MediaType> acceptable, int status, String heading, String message) {
        boolean program = path.startsWith("/api/");
        boolean page = acceptable.stream().anyMatch(MediaType.TEXT_HTML_TYPE::isCompatible);
        if (program || !page) {
            return Response.status(status)
                    .type("application/problem+json")
                    .entity(Map.of("type", "about:blank", "title", heading, "status", status, "detail", message))
                    .build();
        }
        return Response.status(status)
                .type(MediaType.TEXT_HTML_TYPE)
                .entity(new ErrorPage(heading, message))
                .build();
    }
}

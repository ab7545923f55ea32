package parallax.rater;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Whoever asks for what is not there for them is told why, and how to go on.
public class NotHereAnswers {
    private final Visitors visitors;

    public NotHereAnswers(Visitors visitors) {
        this.visitors = visitors;
    }

    @ServerExceptionMapper
    public Response answer(NotHere failure) {
        return Response.status(Response.Status.NOT_FOUND)
                .type(MediaType.TEXT_HTML_TYPE)
                .entity(visitors.notHere(failure.study()))
                .build();
    }
}

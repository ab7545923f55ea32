package parallax.rater;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Whoever asks for what is not there for them is told why, and how to go on.
public class NotHereAnswers {
    private final Visitors visitors;
    private final RaterSession session;

    public NotHereAnswers(Visitors visitors, RaterSession session) {
        this.visitors = visitors;
        this.session = session;
    }

    @ServerExceptionMapper
    public Response answer(NotHere failure) {
        String carried = failure.carried();
        Response.ResponseBuilder answer = Response.status(Response.Status.NOT_FOUND)
                .type(MediaType.TEXT_HTML_TYPE)
                .entity(visitors.notHere(failure.study(), failure.held()));
        return carried == null
                ? answer.build()
                : answer.cookie(session.carry(failure.study(), carried)).build();
    }
}

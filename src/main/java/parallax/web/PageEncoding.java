package parallax.web;

import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// Encodes a rendered page at once, and has it kept by nobody unless it says otherwise. The server writes a text
/// character by character, and slowly where one is
/// beyond Latin-1: that took a seventh of the time between an answer and the next item.
public class PageEncoding {
    /// Less than the priority of the filter that renders templates, so that this one follows it.
    private static final int AFTER_RENDERING = 100;

    @ServerResponseFilter(priority = AFTER_RENDERING)
    public void encode(ContainerResponseContext response) {
        if (response.getEntity() instanceof String page
                && MediaType.TEXT_HTML_TYPE.isCompatible(response.getMediaType())) {
            if (!response.getHeaders().containsKey("Cache-Control")
                    && !response.getHeaders().containsKey("ETag")) {
                response.getHeaders().putSingle("Cache-Control", "no-store");
            }
            response.setEntity(
                    page.getBytes(StandardCharsets.UTF_8),
                    response.getEntityAnnotations(),
                    MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"));
        }
    }
}

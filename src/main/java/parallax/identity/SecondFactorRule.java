package parallax.identity;

import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/// Where an owner rules that staff need a second factor: whoever signed in with a password alone can add one,
/// and nothing else until then.
public class SecondFactorRule {
    private static final String ADDING = "/account/second-factor";
    private static final Set<String> OPEN = Set.of("/sign-in", "/sign-out", "/s/", "/welcome/");

    private final CurrentAccount current;

    public SecondFactorRule(CurrentAccount current) {
        this.current = current;
    }

    @ServerRequestFilter
    public @Nullable Response look(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        Optional<Sessions.Holder> holder = current.holder();
        if (holder.isEmpty() || holder.get().proof() != Proof.TOO_LITTLE || isOpen(path)) {
            return null;
        }
        if (path.startsWith("/api/")) {
            throw new ForbiddenException("staff of this installation need a second factor: add one under " + ADDING);
        }
        return Response.seeOther(URI.create(ADDING)).build();
    }

    private static boolean isOpen(String path) {
        return path.startsWith(ADDING) || OPEN.stream().anyMatch(path::startsWith);
    }
}

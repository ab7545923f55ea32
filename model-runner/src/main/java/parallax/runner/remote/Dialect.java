package parallax.runner.remote;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What an endpoint turned out not to take, learned from its refusals: the newer name of the limit, and
/// settings that change nothing as they are. What a caller chose is never left out.
final class Dialect {
    private static final String LIMIT = "max_tokens";
    private static final String NEWER_LIMIT = "max_completion_tokens";
    private static final Set<String> NEUTRAL_AT_ONE = Set.of("top_p", "temperature");

    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    /// Changes a request into what the endpoint takes.
    void apply(ObjectNode body) {
        if (refused.contains(LIMIT) && body.has(LIMIT)) {
            body.set(NEWER_LIMIT, body.remove(LIMIT));
        }
        body.properties().removeIf(entry -> refused.contains(entry.getKey()) && changesNothing(body, entry.getKey()));
    }

    private static boolean changesNothing(ObjectNode body, String name) {
        return name.equals("stream_options")
                || (NEUTRAL_AT_ONE.contains(name) && body.path(name).asDouble() == 1);
    }

    /// @return whether the same request may succeed in another form
    boolean learn(EndpointError error, ObjectNode sent) {
        boolean learned = false;
        if (sent.has(LIMIT) && error.message().contains(NEWER_LIMIT)) {
            learned = refused.add(LIMIT);
        }
        for (String name : error.parameters()) {
            if (sent.has(name) && changesNothing(sent, name)) {
                learned |= refused.add(name);
            }
        }
        return learned;
    }
}

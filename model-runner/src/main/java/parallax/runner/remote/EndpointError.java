package parallax.runner.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/// What an endpoint says is wrong. Servers have their own forms: OpenAI's `error` with message, code and
/// parameter (also a mere text), vLLM's object of the kind `error`, and FastAPI's `detail`, a text or a
/// list of places and messages.
///
/// @param message for people
/// @param code such as `unsupported_parameter`, or empty
/// @param parameters of the request that are named, maybe none
record EndpointError(String message, String code, List<String> parameters) {
    private static final ObjectMapper JSON = new ObjectMapper();

    EndpointError {
        parameters = List.copyOf(parameters);
    }

    static boolean isIn(JsonNode node) {
        return node.hasNonNull("error")
                || node.path("object").asText().equals("error")
                || (node.has("detail") && !node.has("choices"));
    }

    /// The error in the body of a response that is not one of success.
    static EndpointError in(String body) {
        try {
            JsonNode node = JSON.readTree(body);
            return node != null && isIn(node) ? of(node) : plain(body);
        } catch (JsonProcessingException e) {
            return plain(body);
        }
    }

    private static EndpointError plain(String body) {
        return new EndpointError(body.lines().findFirst().orElse("").strip(), "", List.of());
    }

    static EndpointError of(JsonNode node) {
        if (node.has("detail") && !node.hasNonNull("error")) {
            return detail(node.path("detail"));
        }
        JsonNode error = node.hasNonNull("error") ? node.path("error") : node;
        String message =
                error.isTextual() ? error.asText() : error.path("message").asText("");
        String parameter = error.path("param").asText("null");
        return new EndpointError(
                message.isEmpty() ? error.toString() : message,
                error.path("code").asText(""),
                parameter.equals("null") ? List.of() : List.of(parameter));
    }

    private static EndpointError detail(JsonNode detail) {
        if (!detail.isArray()) {
            return new EndpointError(detail.isTextual() ? detail.asText() : detail.toString(), "", List.of());
        }
        List<String> sentences = new ArrayList<>();
        List<String> parameters = new ArrayList<>();
        for (JsonNode each : detail) {
            List<String> place = new ArrayList<>();
            each.path("loc").forEach(step -> place.add(step.asText()));
            place.remove("body");
            parameters.addAll(place.stream().limit(1).toList());
            sentences.add((place.isEmpty() ? "" : String.join(".", place) + ": ")
                    + each.path("msg").asText(""));
        }
        return new EndpointError(
                String.join("; ", sentences), detail.path(0).path("type").asText(""), parameters);
    }
}

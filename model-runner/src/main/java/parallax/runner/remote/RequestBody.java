package parallax.runner.remote;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import parallax.runner.GenerationRequest;
import parallax.runner.Message;
import parallax.runner.ModelInput;
import parallax.runner.SamplerSettings;

/// A generation request in the OpenAI protocol. Settings that the protocol lacks but that common
/// servers (vLLM, llama.cpp, TGI) understand are sent only if they change something.
///
/// @param path below the endpoint's address
record RequestBody(String path, ObjectNode body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static RequestBody of(GenerationRequest request, String model) {
        ObjectNode body = JSON.createObjectNode();
        body.put("model", model);
        String path = switch (request.input()) {
            case ModelInput.Conversation conversation -> {
                ArrayNode messages = body.putArray("messages");
                for (Message message : conversation.messages()) {
                    ObjectNode turn = messages.addObject().put("role", message.role());
                    turn.put("content", message.content());
                    message.further().forEach((name, value) -> turn.set(name, JSON.valueToTree(value)));
                }
                putContext(body, conversation.context());
                yield "chat/completions";
            }
            case ModelInput.RawText raw -> {
                body.put("prompt", raw.text());
                yield "completions";
            }
            case ModelInput.TokenIds tokens -> {
                ArrayNode ids = body.putArray("prompt");
                for (int id : tokens.ids()) {
                    ids.add(id);
                }
                yield "completions";
            }
        };
        putSampler(body, request.sampler());
        body.put("seed", seed(request));
        body.put("stream", true);
        body.putObject("stream_options").put("include_usage", true);
        return new RequestBody(path, body);
    }

    /// Arguments of the template under the name by which vLLM, SGLang and llama.cpp take them.
    private static void putContext(ObjectNode body, ModelInput.Context context) {
        if (!context.tools().isEmpty()) {
            body.set("tools", JSON.valueToTree(context.tools()));
        }
        if (!context.arguments().isEmpty()) {
            body.set("chat_template_kwargs", JSON.valueToTree(context.arguments()));
        }
    }

    private static void putSampler(ObjectNode body, SamplerSettings sampler) {
        body.put("temperature", sampler.temperature());
        body.put("top_p", sampler.topP());
        body.put("max_tokens", sampler.maxTokens());
        if (sampler.presencePenalty() != 0) {
            body.put("presence_penalty", sampler.presencePenalty());
        }
        if (sampler.topK() > 0) {
            body.put("top_k", sampler.topK());
        }
        if (sampler.minP() > 0) {
            body.put("min_p", sampler.minP());
        }
        if (sampler.repetitionPenalty() != 1) {
            body.put("repetition_penalty", sampler.repetitionPenalty());
        }
        if (!sampler.stopStrings().isEmpty()) {
            ArrayNode stops = body.putArray("stop");
            sampler.stopStrings().forEach(stops::add);
        }
        if (!sampler.stopTokens().isEmpty()) {
            ArrayNode stops = body.putArray("stop_token_ids");
            sampler.stopTokens().forEach(stops::add);
        }
    }

    String json() {
        return body.toString();
    }

    int seed() {
        return body.path("seed").asInt();
    }

    /// One seed per sample, the same whenever the sample is asked for again. Samples of one prompt
    /// never share one: the odd factor keeps them apart in the 31 bits that every server accepts.
    /// SplitMix64's mix keeps runs and prompts apart, so that neighbours do not collide.
    private static int seed(GenerationRequest request) {
        long prompt = mix(mix(request.seed()) + request.prompt());
        return (int) (prompt + request.sample() * 0x9e3779b97f4a7c15L) & Integer.MAX_VALUE;
    }

    /// @see <a href="https://doi.org/10.1145/2660193.2660195">Steele, Lea, Flood 2014, section 3</a>
    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}

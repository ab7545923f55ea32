package parallax.runner.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.runner.remote.StandInEndpoint.END;
import static parallax.runner.remote.StandInEndpoint.events;
import static parallax.runner.remote.StandInEndpoint.generated;
import static parallax.runner.remote.StandInEndpoint.piece;
import static parallax.runner.remote.StandInEndpoint.request;
import static parallax.runner.remote.StandInEndpoint.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import parallax.runner.GenerationRequest;
import parallax.runner.Outcome;
import parallax.runner.PendingGeneration;
import parallax.runner.SamplerSettings;

/// What servers do, as a table: how each behaviour comes over the wire, and what becomes of it.
class ServedBehavioursTest {
    private final StandInEndpoint served = new StandInEndpoint();

    ServedBehavioursTest() throws IOException {}

    @AfterEach
    void stop() {
        served.close();
    }

    private RemoteEngine engine() {
        Endpoint endpoint =
                new Endpoint(served.base(), "m", null, 2, 0, 2, Duration.ofMillis(5), Duration.ofSeconds(20));
        return RemoteEngine.open(endpoint, HostPolicy.allowing("127.0.0.1"));
    }

    private static String chunk(String delta) {
        return "data: {\"choices\":[{\"delta\":" + delta + "}]}";
    }

    private static String ends(String reason) {
        return "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"" + reason + "\"}]}";
    }

    private static StandInEndpoint.Answer whole(String message) {
        return status(
                200,
                "{\"choices\":[{\"message\":" + message + ",\"finish_reason\":\"stop\"}]}",
                "Content-Type",
                "application/json");
    }

    static Stream<Arguments> replies() {
        return Stream.of(
                Arguments.of(
                        "reasoning_content (DeepSeek, vLLM)",
                        events(
                                chunk("{\"reasoning_content\":\"Hm. \"}"),
                                chunk("{\"reasoning_content\":\"So.\"}"),
                                piece("No"),
                                END),
                        "No",
                        "Hm. So."),
                Arguments.of(
                        "reasoning under both names (OpenRouter)",
                        events(chunk("{\"reasoning_content\":\"Hm.\",\"reasoning\":\"Hm.\"}"), piece("No"), END),
                        "No",
                        "Hm."),
                Arguments.of(
                        "reasoning, whole (Ollama)", whole("{\"reasoning\":\"Hm.\",\"content\":\"No\"}"), "No", "Hm."),
                Arguments.of(
                        "<think> within the content (llama.cpp, vLLM without a parser)",
                        events(piece("<thi"), piece("nk>Could be Yes.</think>\n"), piece("\nB"), END),
                        "B",
                        "Could be Yes."),
                Arguments.of(
                        "only the end of <think>: the template had opened it",
                        events(piece("Could be.</think>"), piece("\n\nB"), END),
                        "B",
                        "Could be."),
                Arguments.of(
                        "content as parts (Mistral)",
                        whole(
                                "{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"Hm.\"}]},"
                                        + "{\"type\":\"text\",\"text\":\"No\"}]}"),
                        "No",
                        "Hm."),
                Arguments.of(
                        "content as parts, streamed",
                        events(
                                chunk("{\"content\":[{\"type\":\"text\",\"text\":\"N\"}]}"),
                                chunk("{\"content\":[{\"type\":\"text\",\"text\":\"o\"}]}"),
                                END),
                        "No",
                        null),
                Arguments.of(
                        "an event of several data lines",
                        events("data: {\"choices\":[{\"delta\":\ndata:  {\"content\":\"No\"}}]}", END),
                        "No",
                        null),
                Arguments.of("several objects in one event", events(piece("N") + "\n" + piece("o"), END), "No", null),
                Arguments.of(
                        "JSON that calls itself text/plain",
                        status(
                                200,
                                "\n{\"choices\":[{\"message\":{\"content\":\"No\"},\"finish_reason\":\"stop\"}]}",
                                "Content-Type",
                                "text/plain"),
                        "No",
                        null),
                Arguments.of("events that call themselves JSON", mislabelled(piece("No"), END), "No", null),
                Arguments.of("ends of other names (TGI)", events(piece("No"), ends("eos_token")), "No", null));
    }

    private static StandInEndpoint.Answer mislabelled(String... events) {
        return status(200, String.join("\n\n", events) + "\n\n", "Content-Type", "application/json");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("replies")
    void a_reply_is_taken_apart(String behaviour, StandInEndpoint.Answer answer, String text, String reasoning) {
        served.answer(answer);
        try (RemoteEngine engine = engine()) {
            Outcome.Generated reply = generated(engine.submit(request()));
            assertEquals(text, reply.text(), behaviour);
            assertEquals(reasoning, reply.reasoning(), behaviour);
            assertEquals(List.of(), reply.provenance().course().warnings(), behaviour);
        }
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(
                        "reasoning and no answer",
                        events(chunk("{\"reasoning_content\":\"Hm\"}"), ends("length")),
                        "reasoning and no answer"),
                Arguments.of(
                        "<think> without an end",
                        events(piece("<think>Hm, let me"), ends("length")),
                        "reasoning and no answer"),
                Arguments.of("empty content", whole("{\"content\":\"\"}"), "reply is empty"),
                Arguments.of("content of null", whole("{\"content\":null}"), "reply is empty"),
                Arguments.of(
                        "a tool call",
                        events(
                                chunk(
                                        "{\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"search\",\"arguments\":\"\"}}]}"),
                                chunk("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{}\"}}]}"),
                                ends("tool_calls")),
                        "the model called search and gave no answer"),
                Arguments.of(
                        "an end by error (OpenRouter)",
                        events(piece("N"), ends("error")),
                        "ended the reply with \"error\""),
                Arguments.of(
                        "an end by abort (vLLM)", events(piece("N"), ends("abort")), "ended the reply with \"abort\""),
                Arguments.of(
                        "an error among the events",
                        events(piece("N"), "data: {\"error\":{\"message\":\"out of memory\",\"code\":500}}"),
                        "out of memory"),
                Arguments.of(
                        "FastAPI's list of details",
                        status(
                                422,
                                "{\"detail\":[{\"type\":\"missing\",\"loc\":[\"body\",\"model\"],\"msg\":\"Field required\"}]}"),
                        "model: Field required"),
                Arguments.of("FastAPI's detail", status(404, "{\"detail\":\"Not Found\"}"), "status 404, Not Found"),
                Arguments.of(
                        "vLLM's own error object",
                        status(
                                400,
                                "{\"object\":\"error\",\"message\":\"too long\",\"type\":\"BadRequestError\",\"param\":null,\"code\":400}"),
                        "status 400, too long"),
                Arguments.of(
                        "an error that is a mere text (Ollama)",
                        status(404, "{\"error\":\"model not found\"}"),
                        "status 404, model not found"),
                Arguments.of(
                        "no money is not a passing error",
                        status(429, "{\"error\":{\"message\":\"no quota\",\"code\":\"insufficient_quota\"}}"),
                        "refuses the request: status 429, no quota"),
                Arguments.of(
                        "a wait of a day", status(503, "later", "Retry-After", "86400"), "come back in 1440 minutes"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void what_is_no_reply_is_a_failure_in_words(String behaviour, StandInEndpoint.Answer answer, String words) {
        served.answer(answer);
        try (RemoteEngine engine = engine()) {
            PendingGeneration pending = engine.submit(request());
            String reason = assertInstanceOf(Outcome.Failed.class, pending.await(), behaviour)
                    .reason();
            assertTrue(reason.contains(words), behaviour + ": " + reason);
        }
        assertEquals(1, served.asked().size(), behaviour);
    }

    @ParameterizedTest
    @CsvSource({"500", "502", "520", "522", "524", "529", "408"})
    void errors_that_may_pass_are_sent_again(int code) {
        served.answer(status(code, "<html>overloaded</html>"));
        served.answer(events(piece("ok"), END));
        try (RemoteEngine engine = engine()) {
            assertEquals("ok", generated(engine.submit(request())).text());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Retry-After    | 3                             | 3000",
                "Retry-After    | 1.25                          | 1250",
                "Retry-After    | Tue, 01 Dec 2026 00:00:10 GMT | 10000",
                "Retry-After    | Mon, 30 Nov 2026 23:00:00 GMT | 0",
                "Retry-After    | soon                          | 0",
                "Retry-After    | -5                            | 0",
                "retry-after-ms | 250                           | 250"
            })
    void a_pause_is_asked_for_in_several_forms(String header, String value, long ms) {
        HttpHeaders headers = HttpHeaders.of(Map.of(header, List.of(value)), (name, text) -> true);
        assertEquals(
                ms,
                RetryAfter.in(headers, Instant.parse("2026-12-01T00:00:00Z")).toMillis());
    }

    @Test
    void models_that_know_the_limit_by_its_newer_name_are_asked_so_from_then_on() {
        String words =
                "{\"error\":{\"message\":\"Unsupported parameter: 'max_tokens' is not supported with this model. Use"
                        + " 'max_completion_tokens' instead.\",\"param\":\"max_tokens\",\"code\":\"unsupported_parameter\"}}";
        served.answer(status(400, words));
        served.answer(status(
                400, "{\"error\":{\"message\":\"no top_p\",\"param\":\"top_p\",\"code\":\"unsupported_parameter\"}}"));
        served.answer(events(piece("ok"), END));
        served.answer(events(piece("ok"), END));
        try (RemoteEngine engine = engine()) {
            assertEquals("ok", generated(engine.submit(request())).text());
            assertEquals("ok", generated(engine.submit(request())).text());
        }
        List<JsonNode> asked = List.copyOf(served.asked());
        assertEquals(4, asked.size());
        assertEquals(50, asked.getLast().path("max_completion_tokens").asInt());
        assertTrue(!asked.getLast().has("max_tokens") && !asked.getLast().has("top_p"));
    }

    @Test
    void a_setting_that_was_chosen_is_never_left_out() {
        served.answer(status(400, "{\"error\":{\"message\":\"no top_p\",\"param\":\"top_p\"}}"));
        SamplerSettings chosen = SamplerSettings.sampling(0.7, 9).withTopP(0.5);
        GenerationRequest request = new GenerationRequest(0, 0, request().input(), chosen, 1);
        try (RemoteEngine engine = engine()) {
            assertInstanceOf(Outcome.Failed.class, engine.submit(request).await());
        }
        assertEquals(1, served.asked().size());
    }

    @Test
    void a_refused_part_of_the_stream_is_left_out_as_fastapi_names_it() {
        served.answer(status(
                422,
                "{\"detail\":[{\"type\":\"extra_forbidden\",\"loc\":[\"body\",\"stream_options\"],\"msg\":\"Extra inputs are not"
                        + " permitted\"}]}"));
        served.answer(events(piece("ok"), END));
        try (RemoteEngine engine = engine()) {
            assertEquals("ok", generated(engine.submit(request())).text());
        }
        assertTrue(!List.copyOf(served.asked()).getLast().has("stream_options"));
    }

    @Test
    void what_the_server_says_of_itself_is_provenance() {
        served.answer(events(
                "data: {\"model\":\"m-2026-01\",\"system_fingerprint\":\"fp_1\",\"choices\":[{\"delta\":{\"content\":\"ok\"}}]}",
                END));
        try (RemoteEngine engine = engine()) {
            Outcome.Generated reply = generated(engine.submit(request()));
            assertEquals("m-2026-01", reply.provenance().answered().servedModel());
            assertEquals("fp_1", reply.provenance().answered().systemFingerprint());
            assertEquals(null, reply.provenance().origin().modelDigest());
            assertEquals(
                    List.copyOf(served.asked()).getFirst().path("seed").asInt(),
                    reply.provenance().answered().seedSent());
        }
    }

    @Test
    void a_call_beside_an_answer_and_thoughts_that_were_shown_are_warnings() {
        served.answer(events(
                piece("Look: "),
                chunk("{\"tool_calls\":[{\"function\":{\"name\":\"search\"}}]}"),
                piece("here."),
                END));
        served.answer(events(piece("Could be.</think>"), piece("B"), END));
        List<String> shown = new ArrayList<>();
        try (RemoteEngine engine = engine()) {
            Outcome.Generated reply = generated(engine.submit(request()));
            assertEquals("Look: here.", reply.text());
            assertTrue(reply.provenance().course().warnings().getFirst().contains("called search"));
            Outcome.Generated seen = generated(engine.submit(request(), shown::add));
            assertEquals(String.join("", shown), seen.text());
            assertEquals(1, seen.provenance().course().warnings().size());
        }
    }
}

package parallax.runner.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import parallax.runner.Engine;
import parallax.runner.GenerationRequest;
import parallax.runner.ModelInput;
import parallax.runner.Outcome;
import parallax.runner.PendingGeneration;
import parallax.runner.SamplerSettings;
import parallax.runner.TokenLogprob;
import parallax.runner.decode.graph.Adapter;
import parallax.runner.decode.graph.OnnxEnvironment;
import parallax.runner.model.onnx.OnnxGraph;

/// ONNX Runtime by itself: one request, the whole prompt in one run, then one token a run, each run
/// taking the cache that the last one returned. It shares nothing with the engine but the library, so
/// that both compute on the same processor with the same instructions.
final class RuntimeReference implements AutoCloseable {
    /// The last bits of a sum depend on its order, and a quantised number may then round the other way.
    private static final double NEAR_TIE = 2e-2;

    private static final List<Integer> PROMPT_LENGTHS = List.of(1, 2, 5, 9, 17, 30, 41);
    private static final int NEW_TOKENS = 24;

    private final OrtSession session;
    private final OrtSession.RunOptions runOptions;
    private final int rollingWindow;

    /// One token of a greedy reply.
    ///
    /// @param token the most likely one
    /// @param lead how far its logit is ahead of the next best
    /// @param logits of the whole vocabulary
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Step(int token, double lead, float[] logits) {
        static Step of(float[] logits) {
            int best = 0;
            int second = -1;
            for (int token = 1; token < logits.length; token++) {
                if (logits[token] > logits[best]) {
                    second = best;
                    best = token;
                } else if (second < 0 || logits[token] > logits[second]) {
                    second = token;
                }
            }
            return new Step(best, logits[best] - logits[second], logits);
        }

        /// The log-probability of a token.
        double logprob(int of) {
            double sum = 0;
            for (float logit : logits) {
                sum += Math.exp(logit - logits[token]);
            }
            return logits[of] - logits[token] - Math.log(sum);
        }
    }

    private RuntimeReference(OrtSession session, OrtSession.RunOptions runOptions, int rollingWindow) {
        this.session = session;
        this.rollingWindow = rollingWindow;
        this.runOptions = runOptions;
    }

    static RuntimeReference open(Path graph) {
        try (OrtSession.SessionOptions settings = OnnxEnvironment.sessionOptions()) {
            settings.setIntraOpNumThreads(1);
            settings.setInterOpNumThreads(1);
            return new RuntimeReference(
                    OnnxEnvironment.get().createSession(graph.toString(), settings),
                    new OrtSession.RunOptions(),
                    OnnxGraph.read(graph).attention().rollingWindow());
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }

    /// With a LoRA adapter.
    static RuntimeReference open(Path graph, Adapter adapter) {
        RuntimeReference reference = open(graph);
        try {
            reference.runOptions.addActiveLoraAdapter(adapter.weights());
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
        return reference;
    }

    /// The greedy reply to a prompt, the end token included.
    List<Step> greedy(int[] prompt, int maxTokens, int endToken) {
        List<Step> steps = new ArrayList<>();
        int[] next = prompt;
        OrtSession.@Nullable Result last = null;
        try {
            int held = 0;
            while (steps.size() < maxTokens
                    && (steps.isEmpty() || steps.getLast().token() != endToken)) {
                OrtSession.Result result = run(next, held, last);
                if (last != null) {
                    last.close();
                }
                last = result;
                held += next.length;
                steps.add(Step.of(lastRow((OnnxTensor) result.get("logits").orElseThrow())));
                next = new int[] {steps.getLast().token()};
            }
            return steps;
        } catch (OrtException e) {
            throw new AssertionError(e);
        } finally {
            if (last != null) {
                last.close();
            }
        }
    }

    /// The greedy reply to a prompt, every token computed from nothing: for graphs that compute long
    /// conversations in another way than short ones.
    List<Step> greedyAnew(int[] prompt, int maxTokens, int endToken) {
        List<Step> steps = new ArrayList<>();
        while (steps.size() < maxTokens && (steps.isEmpty() || steps.getLast().token() != endToken)) {
            int[] reply = steps.stream().mapToInt(Step::token).toArray();
            steps.add(Step.of(logitsAfter(prompt, reply)));
        }
        return steps;
    }

    /// Submits prompts of several lengths together and compares every token and its log-probability.
    /// The engine may part from ONNX Runtime only where two tokens are all but equally likely; what it
    /// writes behind such a place is another reply and is not compared.
    void assertAgrees(Engine engine, String what) {
        List<int[]> prompts = prompts();
        SamplerSettings sampler = SamplerSettings.greedy(NEW_TOKENS).withLogprobs(0);
        List<PendingGeneration> pending = prompts.stream()
                .map(ids -> engine.submit(new GenerationRequest(0, 0, new ModelInput.TokenIds(ids), sampler, 0)))
                .toList();
        int steps = 0;
        int compared = 0;
        for (int i = 0; i < prompts.size(); i++) {
            List<Step> expected = greedy(prompts.get(i), NEW_TOKENS, Fixtures.END_TOKEN);
            steps += expected.size();
            compared += agreeing(expected, Fixtures.generated(pending.get(i)), what + ", prompt " + i);
        }
        assertTrue(compared >= 0.9 * steps, what + ": only " + compared + " of " + steps + " tokens were compared");
    }

    private static List<int[]> prompts() {
        Random random = new Random(7);
        return PROMPT_LENGTHS.stream()
                .map(length -> random.ints(length, 2, 60).toArray())
                .toList();
    }

    /// How many tokens are the same before a near tie lets them part.
    private static int agreeing(List<Step> expected, Outcome.Generated reply, String what) {
        int[] tokens = reply.tokenIds();
        List<TokenLogprob> logprobs = Objects.requireNonNull(reply.logprobs());
        for (int i = 0; i < expected.size(); i++) {
            Step step = expected.get(i);
            String place = what + ", token " + i;
            if (i == tokens.length || tokens[i] != step.token()) {
                assertTrue(step.lead() < NEAR_TIE, () -> place + ": " + step.token() + " leads by " + step.lead());
                return i;
            }
            assertEquals(step.logprob(tokens[i]), logprobs.get(i).logprob(), NEAR_TIE, place);
        }
        assertEquals(expected.size(), tokens.length, what);
        return expected.size();
    }

    /// The logits behind a prompt and the beginning of a reply, read in one run.
    float[] logitsAfter(int[] prompt, int[] reply) {
        int[] ids =
                IntStream.concat(Arrays.stream(prompt), Arrays.stream(reply)).toArray();
        try (OrtSession.Result result = run(ids, 0, null)) {
            return lastRow((OnnxTensor) result.get("logits").orElseThrow());
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }

    private OrtSession.Result run(int[] ids, int held, OrtSession.@Nullable Result last) throws OrtException {
        Map<String, OnnxTensor> made = new LinkedHashMap<>();
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        try {
            for (var input : session.getInputInfo().entrySet()) {
                String name = input.getKey();
                if (name.startsWith("past_key_values.") && last != null) {
                    String present = name.replace("past_key_values.", "present.");
                    inputs.put(name, (OnnxTensor) last.get(present).orElseThrow());
                } else {
                    made.put(name, made(name, (TensorInfo) input.getValue().getInfo(), ids, held));
                }
            }
            inputs.putAll(made);
            return session.run(inputs, runOptions);
        } finally {
            made.values().forEach(OnnxTensor::close);
        }
    }

    private OnnxTensor made(String name, TensorInfo info, int[] ids, int held) throws OrtException {
        long[] values = switch (name) {
            case "input_ids" -> Arrays.stream(ids).asLongStream().toArray();
            case "attention_mask" ->
                LongStream.generate(() -> 1).limit(held + ids.length).toArray();
            case "position_ids" -> LongStream.range(held, held + ids.length).toArray();
            default -> new long[0];
        };
        if (values.length > 0) {
            return OnnxTensor.createTensor(
                    OnnxEnvironment.get(), LongBuffer.wrap(values), new long[] {1, values.length});
        }
        if (info.type == OnnxJavaType.BOOL) {
            return OnnxTensor.createTensor(OnnxEnvironment.get(), new boolean[] {held > 0});
        }
        long[] shape = info.getShape();
        shape[0] = 1;
        shape[2] = rollingWindow;
        int numbers = Math.toIntExact(LongStream.of(shape).reduce(1, (a, b) -> a * b));
        return OnnxTensor.createTensor(
                OnnxEnvironment.get(), ByteBuffer.allocateDirect(numbers * info.type.size), shape, info.type);
    }

    /// The last row of logits `[1, given, vocabulary]`.
    private static float[] lastRow(OnnxTensor logits) {
        long[] shape = logits.getInfo().getShape();
        float[] row = new float[(int) shape[2]];
        logits.getFloatBuffer().position((int) (shape[1] - 1) * row.length).get(row);
        return row;
    }

    @Override
    public void close() {
        try {
            runOptions.close();
            session.close();
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }
}

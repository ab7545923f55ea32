package parallax.runner.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parallax.runner.FinishReason;
import parallax.runner.GenerationRequest;
import parallax.runner.ModelInput;
import parallax.runner.Outcome;
import parallax.runner.PendingGeneration;
import parallax.runner.Provenance;
import parallax.runner.SamplerSettings;
import parallax.runner.Streaming;
import parallax.runner.TokenLogprob;
import parallax.runner.decode.graph.OnnxEnvironment;
import parallax.runner.decode.sampling.Candidates;
import parallax.runner.decode.sampling.RandomNumbers;
import parallax.runner.decode.sampling.Sampler;
import parallax.runner.text.Detokenizer;
import parallax.runner.text.Reasoning;
import parallax.runner.text.StopStrings;

/// One request on its way to an outcome: what it has written so far, and whether it is finished.
final class ReplyInProgress {
    private final PendingGeneration pending;
    private final Consumer<String> onText;
    private final int[] promptIds;
    private final TurnMarks marks;
    private final int room;
    private final Sampler sampler;
    private final RandomNumbers random;
    private final @Nullable Detokenizer detokenizer;
    private final StopStrings stops;
    private final Reasoning reasoning;
    private final @Nullable Choice choice;
    private @Nullable Map<String, Double> choiceLogprobs;
    private int chosen;
    private final List<Integer> tokens = new ArrayList<>();
    private final List<TokenLogprob> logprobs = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final Provenance.Origin origin;
    private final Provenance.@Nullable Room engineRoom;
    private @Nullable FinishReason finish;
    private @Nullable String failure;
    private String batchMode = "none";
    private int reusedPromptTokens;
    private long startedNs;
    private long firstTokenNs;

    /// @param room the most tokens that fit after the prompt
    /// @param reader what the prompt was read with
    /// @param engineRoom what the engine has room for, for provenance
    ReplyInProgress(
            PendingGeneration pending,
            Consumer<String> onText,
            PromptReader.Prompt prompt,
            int room,
            PromptReader reader,
            Provenance.Origin origin,
            Provenance.@Nullable Room engineRoom) {
        GenerationRequest request = pending.request();
        this.pending = pending;
        this.onText = onText;
        this.promptIds = prompt.ids();
        this.marks = reader.marks();
        this.room = room;
        this.origin = origin;
        this.engineRoom = engineRoom;
        this.sampler = new Sampler(request.sampler(), promptIds);
        this.random = new RandomNumbers(request.seed(), request.prompt(), request.sample());
        this.detokenizer = reader.tokenizer() == null ? null : new Detokenizer(reader.tokenizer());
        this.stops = new StopStrings(request.sampler().stopStrings());
        this.choice = request.choices().isEmpty() ? null : reader.choice(request.choices(), prompt);
        this.reasoning = !(request.input() instanceof ModelInput.Conversation)
                ? Reasoning.none()
                : prompt.opensReasoning() ? Reasoning.opened() : Reasoning.atTheBeginning();
    }

    int[] promptIds() {
        return promptIds;
    }

    boolean runsAlone() {
        return pending.request().batching() == GenerationRequest.Batching.ALONE;
    }

    boolean isStreaming() {
        return onText != Streaming.NONE;
    }

    boolean isCancelled() {
        return pending.isCancelled();
    }

    boolean isFinished() {
        return finish != null;
    }

    boolean hasWritten() {
        return !tokens.isEmpty();
    }

    /// The token to read next.
    int lastToken() {
        return tokens.getLast();
    }

    /// @param mode how its model runs are shared: `continuous` or `static`
    void start(String mode) {
        startedNs = System.nanoTime();
        batchMode = runsAlone() ? "alone" : mode;
    }

    /// Counts further prompt tokens as taken from the cache, while the prompt is first read.
    void reused(int more) {
        if (!hasWritten()) {
            reusedPromptTokens += more;
        }
    }

    /// The next token, drawn from a row of logits `[vocabulary]`, which is overwritten.
    int drawn(float[] row, Candidates candidates) {
        SamplerSettings settings = pending.request().sampler();
        if (choice != null) {
            Map<String, Double> shares = choice.logprobs(row);
            choiceLogprobs = shares;
            chosen = choice.drawn(shares, settings.temperature(), random.at(tokens.size()));
            return choice.token(chosen, row);
        }
        float[] asGiven = settings.logprobs() >= 0 ? row.clone() : row;
        int token = sampler.drawn(row, random.at(tokens.size()), candidates);
        if (settings.logprobs() >= 0) {
            logprobs.add(sampler.logprob(asGiven, token));
        }
        return token;
    }

    /// Writes a drawn token. Whatever goes wrong, most likely in the listener, fails this request
    /// alone.
    void write(int token) {
        try {
            append(token);
        } catch (Throwable e) {
            fail(OnnxEnvironment.reason(e));
        }
    }

    private void append(int token) {
        SamplerSettings settings = pending.request().sampler();
        tokens.add(token);
        if (tokens.size() == 1) {
            firstTokenNs = System.nanoTime();
        }
        if (choice != null) {
            show(choice.texts().get(chosen));
            finish = FinishReason.STOP;
            return;
        }
        if (marks.ends().contains(token) || settings.stopTokens().contains(token)) {
            end(FinishReason.STOP);
            return;
        }
        if (detokenizer != null) {
            show(reasoning.add(stops.add(detokenizer.add(token))));
        }
        if (stops.stopped()) {
            end(FinishReason.STOP);
        } else if (tokens.size() >= Math.min(settings.maxTokens(), room)) {
            end(FinishReason.LENGTH);
        }
    }

    private void show(String piece) {
        if (!piece.isEmpty()) {
            text.append(piece);
            onText.accept(piece);
        }
    }

    private void end(FinishReason reason) {
        if (detokenizer != null && !stops.stopped()) {
            show(reasoning.add(stops.add(detokenizer.finish())));
            show(reasoning.add(stops.finish()));
        }
        show(reasoning.finish());
        finish = stops.stopped() ? FinishReason.STOP : reason;
    }

    /// Ends it with what has been written so far.
    void cancel() {
        if (finish != null) {
            return;
        }
        try {
            end(FinishReason.CANCELLED);
        } catch (Throwable e) {
            fail(OnnxEnvironment.reason(e));
        }
    }

    void fail(String reason) {
        finish = FinishReason.CANCELLED;
        failure = reason;
    }

    /// Hands the outcome to whoever waits for it.
    void deliver() {
        pending.complete(failure == null ? reply() : new Outcome.Failed(failure));
    }

    private Outcome reply() {
        if (reasoning.hasThought() && text.toString().isBlank() && finish != FinishReason.CANCELLED) {
            return new Outcome.Failed(
                    "the model wrote " + tokens.size() + " tokens of reasoning and no answer; allow it more tokens");
        }
        GenerationRequest request = pending.request();
        long now = System.nanoTime();
        Provenance.Course course = new Provenance.Course(
                batchMode,
                promptIds.length,
                reusedPromptTokens,
                tokens.size(),
                tokens.isEmpty() ? 0 : (firstTokenNs - startedNs) / 1e6,
                startedNs == 0 ? 0 : (now - startedNs) / 1e6,
                marks.warnings(tokens, text.toString()));
        return new Outcome.Generated(
                text.toString(),
                tokens.stream().mapToInt(Integer::intValue).toArray(),
                finish == null ? FinishReason.CANCELLED : finish,
                request.sampler().logprobs() >= 0 ? logprobs : null,
                new Provenance(
                        origin,
                        request.sampler(),
                        request.seed(),
                        request.prompt(),
                        request.sample(),
                        course,
                        Provenance.Answered.here(),
                        engineRoom),
                reasoning.hasThought() ? reasoning.thought() : null,
                choiceLogprobs);
    }

    @Override
    public String toString() {
        return "ReplyInProgress[prompt " + pending.request().prompt() + ", sample "
                + pending.request().sample() + ", ids " + Arrays.toString(promptIds) + "]";
    }
}

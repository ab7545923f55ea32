package parallax.runner;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/// How the next token is drawn from a model's logits, and when a reply ends. As JSON it is one flat object
/// with all that its parts hold.
///
/// The steps apply in this order: repetition penalty, presence penalty, temperature, top-k, top-p,
/// min-p, draw.
///
/// @param temperature divides the logits; 0 takes the most likely token (greedy) and disables the cuts
/// @param logprobs −1: none; n ≥ 0: log-probability of each chosen token and of the n most likely ones,
///     under the model's own distribution (before penalties, temperature and cuts)
public record SamplerSettings(
        double temperature,
        @JsonUnwrapped Cuts cuts,
        @JsonUnwrapped Penalties penalties,
        @JsonUnwrapped Ending ending,
        int logprobs) {
    /// The most alternatives a token may list.
    public static final int MAX_LOGPROBS = 100;

    public SamplerSettings {
        require(Double.isFinite(temperature) && temperature >= 0, "temperature", temperature, "a number ≥ 0");
        require(logprobs >= -1 && logprobs <= MAX_LOGPROBS, "logprobs", logprobs, "in 0 … " + MAX_LOGPROBS);
    }

    /// Which tokens can be drawn at all.
    ///
    /// @param topK keep the k most likely tokens; 0 keeps all
    /// @param topP keep the smallest set of most likely tokens whose probabilities reach p, in (0, 1]; 1
    ///     keeps all
    /// @param minP keep tokens at least this fraction as likely as the most likely one, in `[0, 1]`; 0
    ///     keeps all
    public record Cuts(int topK, double topP, double minP) {
        public static final Cuts NONE = new Cuts(0, 1, 0);

        public Cuts {
            require(topK >= 0, "top-k", topK, "≥ 0 (0 keeps all)");
            require(topP > 0 && topP <= 1, "top-p", topP, "in (0, 1]");
            require(minP >= 0 && minP <= 1, "min-p", minP, "in [0, 1]");
        }
    }

    /// What makes tokens less likely that occurred before.
    ///
    /// @param repetitionPenalty divides positive and multiplies negative logits of tokens already in the
    ///     prompt or the reply; 1 changes nothing (CTRL, arXiv 1909.05858, section 4.1)
    /// @param presencePenalty subtracted from the logits of tokens already in the reply; 0 changes nothing
    public record Penalties(double repetitionPenalty, double presencePenalty) {
        public static final Penalties NONE = new Penalties(1, 0);

        public Penalties {
            require(
                    Double.isFinite(repetitionPenalty) && repetitionPenalty > 0,
                    "repetition penalty",
                    repetitionPenalty,
                    "a number > 0 (1 changes nothing)");
            require(Double.isFinite(presencePenalty), "presence penalty", presencePenalty, "a finite number");
        }
    }

    /// What ends a reply, besides the model's own end tokens.
    ///
    /// @param maxTokens the most tokens a reply may have, at least 1
    /// @param stopTokens tokens that end a reply
    /// @param stopStrings texts that end a reply; the text is cut before them
    public record Ending(int maxTokens, List<Integer> stopTokens, List<String> stopStrings) {
        public Ending {
            stopTokens = List.copyOf(stopTokens);
            stopStrings = List.copyOf(stopStrings);
            require(maxTokens >= 1, "max tokens", maxTokens, "≥ 1");
            require(stopStrings.stream().noneMatch(String::isEmpty), "stop string", "", "not empty");
        }

        static Ending after(int maxTokens) {
            return new Ending(maxTokens, List.of(), List.of());
        }
    }

    private static void require(boolean holds, String name, Object value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be " + rule + ", but was " + value);
        }
    }

    /// The most likely token every time.
    public static SamplerSettings greedy(int maxTokens) {
        return sampling(0, maxTokens);
    }

    /// The model's own distribution, with a temperature.
    public static SamplerSettings sampling(double temperature, int maxTokens) {
        return new SamplerSettings(temperature, Cuts.NONE, Penalties.NONE, Ending.after(maxTokens), -1);
    }

    public SamplerSettings with(Cuts other) {
        return new SamplerSettings(temperature, other, penalties, ending, logprobs);
    }

    public SamplerSettings withTopK(int k) {
        return with(new Cuts(k, topP(), minP()));
    }

    public SamplerSettings withTopP(double p) {
        return with(new Cuts(topK(), p, minP()));
    }

    public SamplerSettings withMinP(double p) {
        return with(new Cuts(topK(), topP(), p));
    }

    public SamplerSettings withPenalties(double repetition, double presence) {
        return new SamplerSettings(temperature, cuts, new Penalties(repetition, presence), ending, logprobs);
    }

    public SamplerSettings withStops(List<Integer> tokens, List<String> strings) {
        return new SamplerSettings(temperature, cuts, penalties, new Ending(maxTokens(), tokens, strings), logprobs);
    }

    public SamplerSettings withLogprobs(int alternatives) {
        return new SamplerSettings(temperature, cuts, penalties, ending, alternatives);
    }

    public boolean takesMostLikely() {
        return temperature == 0;
    }

    public int topK() {
        return cuts.topK();
    }

    public double topP() {
        return cuts.topP();
    }

    public double minP() {
        return cuts.minP();
    }

    public double repetitionPenalty() {
        return penalties.repetitionPenalty();
    }

    public double presencePenalty() {
        return penalties.presencePenalty();
    }

    public int maxTokens() {
        return ending.maxTokens();
    }

    public List<Integer> stopTokens() {
        return ending.stopTokens();
    }

    public List<String> stopStrings() {
        return ending.stopStrings();
    }
}

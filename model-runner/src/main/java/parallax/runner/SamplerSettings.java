package parallax.runner;

import java.util.List;

/// How the next token is drawn from a model's logits, and when a reply ends.
///
/// The steps apply in this order: repetition penalty, presence penalty, temperature, top-k, top-p,
/// min-p, draw.
///
/// @param temperature divides the logits; 0 takes the most likely token (greedy) and disables the next
///     three
/// @param topK keep the k most likely tokens; 0 keeps all
/// @param topP keep the smallest set of most likely tokens whose probabilities reach p, in (0, 1]; 1
///     keeps all
/// @param minP keep tokens at least this fraction as likely as the most likely one, in `[0, 1]`; 0
///     keeps all
/// @param repetitionPenalty divides positive and multiplies negative logits of tokens already in the
///     prompt or the reply; 1 changes nothing (CTRL, arXiv 1909.05858, section 4.1)
/// @param presencePenalty subtracted from the logits of tokens already in the reply; 0 changes nothing
/// @param maxTokens the most tokens a reply may have, at least 1
/// @param stopTokens tokens that end a reply, beside the model's own end tokens
/// @param stopStrings texts that end a reply; the text is cut before them
/// @param logprobs −1: none; n ≥ 0: log-probability of each chosen token and of the n most likely ones,
///     under the model's own distribution (before penalties, temperature and cuts)
public record SamplerSettings(
        double temperature,
        int topK,
        double topP,
        double minP,
        double repetitionPenalty,
        double presencePenalty,
        int maxTokens,
        List<Integer> stopTokens,
        List<String> stopStrings,
        int logprobs) {
    /// The most alternatives a token may list.
    public static final int MAX_LOGPROBS = 100;

    public SamplerSettings {
        stopTokens = List.copyOf(stopTokens);
        stopStrings = List.copyOf(stopStrings);
        require(Double.isFinite(temperature) && temperature >= 0, "temperature", temperature, "a number ≥ 0");
        require(topK >= 0, "top-k", topK, "≥ 0 (0 keeps all)");
        require(topP > 0 && topP <= 1, "top-p", topP, "in (0, 1]");
        require(minP >= 0 && minP <= 1, "min-p", minP, "in [0, 1]");
        require(
                Double.isFinite(repetitionPenalty) && repetitionPenalty > 0,
                "repetition penalty",
                repetitionPenalty,
                "a number > 0 (1 changes nothing)");
        require(Double.isFinite(presencePenalty), "presence penalty", presencePenalty, "a finite number");
        require(maxTokens >= 1, "max tokens", maxTokens, "≥ 1");
        require(stopStrings.stream().noneMatch(String::isEmpty), "stop string", "", "not empty");
        require(logprobs >= -1 && logprobs <= MAX_LOGPROBS, "logprobs", logprobs, "in 0 … " + MAX_LOGPROBS);
    }

    private static void require(boolean holds, String name, Object value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be " + rule + ", but was " + value);
        }
    }

    /// The most likely token every time.
    public static SamplerSettings greedy(int maxTokens) {
        return new SamplerSettings(0, 0, 1, 0, 1, 0, maxTokens, List.of(), List.of(), -1);
    }

    /// The model's own distribution, with a temperature.
    public static SamplerSettings sampling(double temperature, int maxTokens) {
        return new SamplerSettings(temperature, 0, 1, 0, 1, 0, maxTokens, List.of(), List.of(), -1);
    }

    public SamplerSettings withTopK(int k) {
        return new SamplerSettings(
                temperature,
                k,
                topP,
                minP,
                repetitionPenalty,
                presencePenalty,
                maxTokens,
                stopTokens,
                stopStrings,
                logprobs);
    }

    public SamplerSettings withTopP(double p) {
        return new SamplerSettings(
                temperature,
                topK,
                p,
                minP,
                repetitionPenalty,
                presencePenalty,
                maxTokens,
                stopTokens,
                stopStrings,
                logprobs);
    }

    public SamplerSettings withMinP(double p) {
        return new SamplerSettings(
                temperature,
                topK,
                topP,
                p,
                repetitionPenalty,
                presencePenalty,
                maxTokens,
                stopTokens,
                stopStrings,
                logprobs);
    }

    public SamplerSettings withPenalties(double repetition, double presence) {
        return new SamplerSettings(
                temperature, topK, topP, minP, repetition, presence, maxTokens, stopTokens, stopStrings, logprobs);
    }

    public SamplerSettings withStops(List<Integer> tokens, List<String> strings) {
        return new SamplerSettings(
                temperature,
                topK,
                topP,
                minP,
                repetitionPenalty,
                presencePenalty,
                maxTokens,
                tokens,
                strings,
                logprobs);
    }

    public SamplerSettings withLogprobs(int alternatives) {
        return new SamplerSettings(
                temperature,
                topK,
                topP,
                minP,
                repetitionPenalty,
                presencePenalty,
                maxTokens,
                stopTokens,
                stopStrings,
                alternatives);
    }

    public boolean takesMostLikely() {
        return temperature == 0;
    }
}

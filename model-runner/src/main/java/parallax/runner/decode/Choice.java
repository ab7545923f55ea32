package parallax.runner.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import parallax.runner.text.Tokenizer;

/// The texts that a reply may be, each a single token. Where a tokenizer has several for a text, with
/// and without a space before it, all of them count.
///
/// @param texts to choose from
/// @param tokens of each text, in the same order
record Choice(List<String> texts, List<List<Integer>> tokens) {
    private static final List<String> BEFORE = List.of("", " ", "\n");

    /// @throws IllegalArgumentException if a text is no token of the tokenizer's
    static Choice of(List<String> texts, Tokenizer tokenizer) {
        List<List<Integer>> tokens = new ArrayList<>();
        for (String text : texts) {
            Set<Integer> own = new LinkedHashSet<>();
            for (String before : BEFORE) {
                int[] ids = tokenizer.encode(before + text);
                if (ids.length > 0
                        && tokenizer
                                .decode(List.of(ids[ids.length - 1]))
                                .strip()
                                .equals(text)) {
                    own.add(ids[ids.length - 1]);
                }
            }
            if (own.isEmpty()) {
                throw new IllegalArgumentException(
                        "this model's tokenizer has no token for \"" + text + "\", so a reply cannot be held to it");
            }
            tokens.add(List.copyOf(own));
        }
        return new Choice(texts, tokens);
    }

    /// Log-probability of each text under the distribution of a row of logits `[vocabulary]`.
    Map<String, Double> logprobs(float[] row) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float logit : row) {
            largest = Math.max(largest, logit);
        }
        double sum = 0;
        for (float logit : row) {
            sum += Math.exp(logit - largest);
        }
        Map<String, Double> logprobs = new LinkedHashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            double own = 0;
            for (int token : tokens.get(i)) {
                own += Math.exp(row[token] - largest);
            }
            logprobs.put(texts.get(i), Math.log(own / sum));
        }
        return logprobs;
    }

    /// Which of the texts is drawn.
    ///
    /// @param temperature 0 takes the most likely
    /// @param random uniform in `[0, 1)`
    int drawn(Map<String, Double> logprobs, double temperature, double random) {
        double[] values = texts.stream()
                .mapToDouble(text -> logprobs.getOrDefault(text, Double.NEGATIVE_INFINITY))
                .toArray();
        double largest = Arrays.stream(values).max().orElseThrow();
        int best = 0;
        while (values[best] < largest) {
            best++;
        }
        if (temperature == 0) {
            return best;
        }
        double[] weights = Arrays.stream(values)
                .map(value -> Math.exp((value - largest) / temperature))
                .toArray();
        double left = random * Arrays.stream(weights).sum();
        for (int i = 0; i < weights.length; i++) {
            left -= weights[i];
            if (left < 0) {
                return i;
            }
        }
        return best;
    }

    /// The most likely token of a text.
    int token(int text, float[] row) {
        int best = tokens.get(text).getFirst();
        for (int token : tokens.get(text)) {
            best = row[token] > row[best] ? token : best;
        }
        return best;
    }
}

package parallax.runner;

import java.util.List;

/// How likely the model found a chosen token, and its most likely alternatives.
///
/// @param token the chosen token's id
/// @param logprob natural logarithm of its probability under the model's own distribution, ≤ 0
/// @param top the most likely tokens with their log-probabilities, most likely first
public record TokenLogprob(int token, double logprob, List<Alternative> top) {
    public TokenLogprob {
        top = List.copyOf(top);
    }

    public record Alternative(int token, double logprob) {}
}

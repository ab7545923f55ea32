package parallax.runner;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a request ended.
public sealed interface Outcome {
    /// A reply.
    ///
    /// @param text the reply without special tokens, cut before a stop string
    /// @param tokenIds every token drawn, in order, the token that ended the reply included
    /// @param logprobs one entry per token, or null where none were asked for
    /// @param reasoning what the model thought before it answered, which is no part of the text; null
    ///     where it did not
    /// @param choiceLogprobs where the reply was to be one of some texts, the log-probability of each under
    ///     the model's own distribution over all tokens; else null
    @SuppressWarnings("ArrayRecordComponent") // copied, and compared by content
    record Generated(
            String text,
            int[] tokenIds,
            FinishReason finishReason,
            @Nullable List<TokenLogprob> logprobs,
            Provenance provenance,
            @Nullable String reasoning,
            @Nullable Map<String, Double> choiceLogprobs)
            implements Outcome {
        public Generated(
                String text,
                int[] tokenIds,
                FinishReason finishReason,
                @Nullable List<TokenLogprob> logprobs,
                Provenance provenance,
                @Nullable String reasoning) {
            this(text, tokenIds, finishReason, logprobs, provenance, reasoning, null);
        }

        public Generated {
            choiceLogprobs =
                    choiceLogprobs == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(choiceLogprobs));
            tokenIds = tokenIds.clone();
            logprobs = logprobs == null ? null : List.copyOf(logprobs);
        }

        @Override
        public int[] tokenIds() {
            return tokenIds.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Generated that
                    && text.equals(that.text)
                    && Arrays.equals(tokenIds, that.tokenIds)
                    && finishReason == that.finishReason
                    && java.util.Objects.equals(logprobs, that.logprobs)
                    && java.util.Objects.equals(reasoning, that.reasoning)
                    && java.util.Objects.equals(choiceLogprobs, that.choiceLogprobs)
                    && provenance.equals(that.provenance);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(tokenIds) * 31 + text.hashCode();
        }
    }

    /// No reply, with the reason in one sentence that a person can act on.
    record Failed(String reason) implements Outcome {}
}

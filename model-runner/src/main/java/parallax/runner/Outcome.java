package parallax.runner;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a request ended.
public sealed interface Outcome {
    /// A reply.
    ///
    /// @param text the reply without special tokens, cut before a stop string
    /// @param tokenIds every token drawn, in order, the token that ended the reply included
    /// @param logprobs one entry per token, or null where none were asked for
    @SuppressWarnings("ArrayRecordComponent") // copied, and compared by content
    record Generated(
            String text,
            int[] tokenIds,
            FinishReason finishReason,
            @Nullable List<TokenLogprob> logprobs,
            Provenance provenance)
            implements Outcome {
        public Generated {
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

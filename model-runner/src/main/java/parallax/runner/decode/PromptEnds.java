package parallax.runner.decode;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/// Logits at the end of the last few prompts, so that another sample of one needs no model run for its
/// first token.
final class PromptEnds {
    private final int limit;
    private final Deque<PromptEnd> ends = new ArrayDeque<>();

    @SuppressWarnings("ArrayRecordComponent") // compared by its prompt's content
    private record PromptEnd(int[] prompt, float[] logits) {}

    PromptEnds(int limit) {
        this.limit = limit;
    }

    /// Logits `[vocabulary]` at the end of a prompt, which now counts as the most recently used.
    Optional<float[]> logitsAfter(int[] prompt) {
        Optional<PromptEnd> found =
                ends.stream().filter(end -> Arrays.equals(end.prompt(), prompt)).findFirst();
        found.ifPresent(this::putFirst);
        return found.map(PromptEnd::logits);
    }

    void remember(int[] prompt, float[] logits) {
        putFirst(new PromptEnd(prompt, logits.clone()));
        if (ends.size() > limit) {
            ends.removeLast();
        }
    }

    private void putFirst(PromptEnd end) {
        ends.removeIf(other -> Arrays.equals(other.prompt(), end.prompt()));
        ends.addFirst(end);
    }

    void clear() {
        ends.clear();
    }
}

package parallax.runner.decode;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/// Logits behind the last few prompts, so that a further sample of one needs no model run for its first
/// token.
final class PromptEnds {
    private final int limit;
    private final Deque<PromptEnd> ends = new ArrayDeque<>();

    private record PromptEnd(int[] prompt, float[] logits) {}

    PromptEnds(int limit) {
        this.limit = limit;
    }

    Optional<float[]> logitsAfter(int[] prompt) {
        return ends.stream()
                .filter(end -> Arrays.equals(end.prompt(), prompt))
                .map(PromptEnd::logits)
                .findFirst();
    }

    void remember(int[] prompt, float[] logits) {
        ends.removeIf(end -> Arrays.equals(end.prompt(), prompt));
        ends.addFirst(new PromptEnd(prompt, logits.clone()));
        if (ends.size() > limit) {
            ends.removeLast();
        }
    }

    void clear() {
        ends.clear();
    }
}

package parallax.stories;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// What one person has answered, as they saw it on their pages: by the key of the item, then by question.
final class SeenAnswers {
    /// Chosen and not submitted.
    final Map<String, Map<String, String>> open = new HashMap<>();
    /// As it was submitted last.
    final Map<String, Map<String, String>> submitted = new HashMap<>();

    private final Deque<Map<String, String>> before = new ArrayDeque<>();

    /// What must stand on the page of an item.
    Map<String, String> on(String item) {
        return open.getOrDefault(item, submitted.getOrDefault(item, Map.of()));
    }

    void answer(String item, String question, String option) {
        Map<String, String> now = new TreeMap<>(on(item));
        if (!option.equals(now.get(question))) {
            before.push(on(item));
            now.put(question, option);
            open.put(item, now);
        }
    }

    void undo(String item) {
        if (!before.isEmpty()) {
            open.put(item, before.pop());
        }
    }

    /// A page that is loaded anew has nothing to undo.
    void loaded() {
        before.clear();
    }

    void submit(String item) {
        submitted.put(item, on(item));
        open.remove(item);
        before.clear();
    }

    /// What was changed of a submitted item and not saved within half an hour comes to nothing.
    void tooLate() {
        open.keySet().removeAll(submitted.keySet());
    }

    void leaveAsItWas(String item) {
        open.remove(item);
        before.clear();
    }
}

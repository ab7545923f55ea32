package parallax.dataset.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What people should know of a file although nothing is wrong enough to refuse it, counted by kind.
public final class Notes {
    private static final int SHOWN_LINES = 3;

    private final List<String> whole = new ArrayList<>();
    private final Map<String, Occurrences> found = new LinkedHashMap<>();

    private static final class Occurrences {
        private long count;
        private final List<Long> firstLines = new ArrayList<>();

        void add(long line) {
            count++;
            if (firstLines.size() < SHOWN_LINES || line < firstLines.getLast()) {
                int place = firstLines.size();
                while (place > 0 && firstLines.get(place - 1) > line) {
                    place--;
                }
                firstLines.add(place, line);
                if (firstLines.size() > SHOWN_LINES) {
                    firstLines.removeLast();
                }
            }
        }

        long first() {
            return firstLines.getFirst();
        }

        String text() {
            String lines = firstLines.stream().map(String::valueOf).collect(Collectors.joining(", "));
            return count
                    + (count == 1 ? " row (line " : " rows (lines ")
                    + lines
                    + (count > SHOWN_LINES ? ", …)" : ")");
        }
    }

    public void add(String kind, long line) {
        found.computeIfAbsent(kind, unseen -> new Occurrences()).add(line);
    }

    public boolean has(String kind) {
        return found.containsKey(kind);
    }

    /// Something about the file as a whole.
    public void add(String sentence) {
        whole.add(sentence);
    }

    /// What is said of the file as a whole, then the rest by where it first occurs.
    public List<String> lines() {
        Stream<String> counted = found.entrySet().stream()
                .sorted(Comparator.comparingLong(note -> note.getValue().first()))
                .map(note -> note.getKey() + ": " + note.getValue().text());
        return Stream.concat(whole.stream(), counted).toList();
    }
}

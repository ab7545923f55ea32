package parallax.dataset.imports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Every answer of an import: question × judgment, two bytes each.
final class AnswerSheet {
    /// More different answers than this are not a choice but free text.
    static final int MOST_OPTIONS = 200;

    private static final short NONE = 0;
    private static final short NOT_ASKED = -1;

    private final Map<String, Sheet> byCode = new LinkedHashMap<>();

    /// One question's answers, by the order in which the file's values were first met.
    static final class Sheet {
        private final String code;
        private final Map<String, Occurrence> values = new LinkedHashMap<>();
        private final List<String> inOrder = new ArrayList<>();
        private short[] chosen = new short[1024];
        private long[] activeMs = new long[0];

        Sheet(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }

        Map<String, Occurrence> values() {
            return values;
        }

        /// The answer as written; null where the judgment has none or the question was not asked.
        @Nullable
        String answer(int judgment) {
            short value = at(judgment);
            return value > NONE ? inOrder.get(value - 1) : null;
        }

        boolean isNotAsked(int judgment) {
            return at(judgment) == NOT_ASKED;
        }

        boolean isEmpty(int judgment) {
            return at(judgment) == NONE;
        }

        /// How long the rater was active before they answered; -1 where the file does not say.
        long activeMs(int judgment) {
            return judgment < activeMs.length ? activeMs[judgment] - 1 : -1;
        }

        void took(int judgment, long ms) {
            if (judgment >= activeMs.length) {
                activeMs = Arrays.copyOf(activeMs, Math.max(judgment + 1, activeMs.length * 2));
            }
            activeMs[judgment] = ms + 1;
        }

        private short at(int judgment) {
            return judgment < chosen.length ? chosen[judgment] : NONE;
        }

        private void put(int judgment, short value) {
            if (judgment >= chosen.length) {
                chosen = Arrays.copyOf(chosen, Math.max(judgment + 1, chosen.length * 2));
            }
            chosen[judgment] = value;
        }
    }

    /// How often a value occurs, and the line where it first does.
    static final class Occurrence {
        private final short index;
        private final long firstLine;
        private long count;

        Occurrence(short index, long firstLine) {
            this.index = index;
            this.firstLine = firstLine;
        }

        long firstLine() {
            return firstLine;
        }

        long count() {
            return count;
        }
    }

    /// The sheet of a question, which is new where the code has not been met before.
    Sheet question(String code) {
        return byCode.computeIfAbsent(code, Sheet::new);
    }

    /// True where no question has an answer.
    boolean isEmpty() {
        return byCode.values().stream().allMatch(sheet -> sheet.values.isEmpty());
    }

    List<Sheet> questions() {
        return List.copyOf(byCode.values());
    }

    /// Keeps an answer in the place of the one before it. False where the question has too many
    /// different answers to be a choice.
    boolean answer(Sheet question, int judgment, String value, long line) {
        Occurrence occurrence = question.values.get(value);
        if (occurrence == null) {
            if (question.values.size() == MOST_OPTIONS) {
                return false;
            }
            occurrence = new Occurrence((short) (question.values.size() + 1), line);
            question.values.put(value, occurrence);
            question.inOrder.add(value);
        }
        short before = question.at(judgment);
        if (before > NONE) {
            Objects.requireNonNull(question.values.get(question.inOrder.get(before - 1))).count--;
        }
        occurrence.count++;
        question.put(judgment, occurrence.index);
        return true;
    }

    void notAsked(Sheet question, int judgment) {
        question.put(judgment, NOT_ASKED);
    }
}

package parallax.analytics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Collects answers in any order and sorts them into a [RatingMatrix]. Not for use by several threads at
/// once.
public final class RatingMatrixBuilder {
    private final AnswerOptions options;
    private final Map<String, Integer> itemNumber = new HashMap<>();
    private final Map<String, Integer> raterNumber = new HashMap<>();
    private final List<String> items = new ArrayList<>();
    private final List<String> raters = new ArrayList<>();
    private int[] itemOf = new int[1024];
    private int[] raterOf = new int[1024];
    private byte[] optionOf = new byte[1024];
    private int answers;

    RatingMatrixBuilder(AnswerOptions options) {
        this.options = options;
    }

    /// The number of an item, a new one when the name is new.
    public int item(String name) {
        return number(name, itemNumber, items);
    }

    /// The number of a rater, a new one when the name is new.
    public int rater(String name) {
        return number(name, raterNumber, raters);
    }

    public RatingMatrixBuilder add(String item, String rater, String option) {
        return add(item(item), rater(rater), options.indexOf(option));
    }

    /// Adds one answer by numbers that [#item(String)] and [#rater(String)] gave out.
    public RatingMatrixBuilder add(int item, int rater, int option) {
        if (item < 0 || item >= items.size() || rater < 0 || rater >= raters.size()) {
            throw new IllegalArgumentException("Item " + item + " or rater " + rater + " was never named");
        }
        if (option < 0 || option >= options.size()) {
            throw new IllegalArgumentException("Option " + option + " is not one of " + options.names());
        }
        if (answers == optionOf.length) {
            grow();
        }
        itemOf[answers] = item;
        raterOf[answers] = rater;
        optionOf[answers++] = (byte) option;
        return this;
    }

    public int answers() {
        return answers;
    }

    /// The matrix of everything added. The builder may be added to afterwards and built again.
    ///
    /// @throws DuplicateAnswerException when a rater answered an item twice
    public RatingMatrix build() {
        boolean repeats = false;
        return build(repeats);
    }

    /// The matrix of everything added, where raters may have answered an item several times.
    public RatingMatrix buildWithRepeats() {
        boolean repeats = true;
        return build(repeats);
    }

    private RatingMatrix build(boolean repeats) {
        int[] byRater = order(raterOf, raters.size(), null);
        int[] sorted = order(itemOf, items.size(), byRater);
        int[] start = new int[items.size() + 1];
        int[] rater = new int[answers];
        byte[] option = new byte[answers];
        for (int to = 0; to < answers; to++) {
            int from = sorted[to];
            start[itemOf[from] + 1]++;
            rater[to] = raterOf[from];
            option[to] = optionOf[from];
            if (!repeats && to > 0 && rater[to] == rater[to - 1] && itemOf[from] == itemOf[sorted[to - 1]]) {
                throw new DuplicateAnswerException(
                        items.get(itemOf[from]), raters.get(rater[to]), from, sorted[to - 1]);
            }
        }
        for (int item = 0; item < items.size(); item++) {
            start[item + 1] += start[item];
        }
        return new RatingMatrix(options, items, raters, start, rater, option, repeats);
    }

    /// A stable counting sort of the answers by a key, from the given order or, when null, the order of
    /// adding.
    private int[] order(int[] key, int keys, int @Nullable [] from) {
        int[] next = new int[keys + 1];
        for (int answer = 0; answer < answers; answer++) {
            next[key[answer] + 1]++;
        }
        for (int k = 0; k < keys; k++) {
            next[k + 1] += next[k];
        }
        int[] order = new int[answers];
        for (int position = 0; position < answers; position++) {
            int answer = from == null ? position : from[position];
            order[next[key[answer]]++] = answer;
        }
        return order;
    }

    private void grow() {
        if (answers > Integer.MAX_VALUE / 2) {
            throw new IllegalStateException(
                    "A rating matrix holds fewer than 2^30 answers; use response counts for more");
        }
        itemOf = Arrays.copyOf(itemOf, answers * 2);
        raterOf = Arrays.copyOf(raterOf, answers * 2);
        optionOf = Arrays.copyOf(optionOf, answers * 2);
    }

    private static int number(String name, Map<String, Integer> numbers, List<String> names) {
        Integer known = numbers.putIfAbsent(name, names.size());
        if (known == null) {
            names.add(name);
            return names.size() - 1;
        }
        return known;
    }
}

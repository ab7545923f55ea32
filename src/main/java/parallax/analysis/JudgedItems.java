package parallax.analysis;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Which item each judgment is of and who made it, by the judgment's id; 24 bytes a judgment beside the names.
final class JudgedItems {
    private long[] ids = new long[1024];
    private String[] items = new String[1024];
    private @Nullable String[] raters = new String[1024];
    private int size;
    private int last;

    /// Judgments come in the order of their ids.
    int add(long id, String item, @Nullable String rater) {
        if (size > 0 && ids[size - 1] >= id) {
            throw new IllegalArgumentException("judgments come in the order of their ids, not " + id);
        }
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, 2 * size);
            items = Arrays.copyOf(items, 2 * size);
            raters = Arrays.copyOf(raters, 2 * size);
        }
        ids[size] = id;
        items[size] = item.intern();
        raters[size] = rater == null ? null : rater.intern();
        return size++;
    }

    /// The position of a judgment, or −1 if it is not read. Fast where ids are asked for in their order.
    int find(long id) {
        if (last < size && ids[last] == id) {
            return last++;
        }
        int found = Arrays.binarySearch(ids, 0, size, id);
        last = found < 0 ? -found - 1 : found + 1;
        return found < 0 ? -1 : found;
    }

    String item(int position) {
        return items[position];
    }

    @Nullable
    String rater(int position) {
        return raters[position];
    }
}

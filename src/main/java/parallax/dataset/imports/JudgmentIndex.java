package parallax.dataset.imports;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Which judgment a row belongs to: judgments are numbered from 0 in the order in which the file begins
/// them, the same on every reading of it.
final class JudgmentIndex {
    private final Map<Key, Integer> ordinals = new HashMap<>();
    private final Map<Pair, Integer> latest = new HashMap<>();

    /// @param rater -1 where raters are unknown
    /// @param key what tells judgments of unknown raters on one item apart
    record Key(int item, int rater, @Nullable String key, int occasion, int revision) {}

    private record Pair(int item, int rater, int occasion) {}

    /// @param begins true for the first row of the judgment
    record Place(int ordinal, int occasion, int revision, boolean begins) {}

    /// The judgment of these marks, begun here where no row had them before.
    Place of(Key key) {
        int next = ordinals.size();
        Integer known = ordinals.putIfAbsent(key, next);
        if (known == null) {
            latest.merge(new Pair(key.item, key.rater, key.occasion), key.revision, Math::max);
        }
        return new Place(known == null ? next : known, key.occasion, key.revision, known == null);
    }

    /// A judgment of its own for each row: the rater's next occasion with the item.
    Place next(int item, int rater) {
        int occasion = latest.merge(new Pair(item, rater, 0), 1, Integer::sum);
        return of(new Key(item, rater, null, occasion, 1));
    }

    /// A judgment of its own for each row, by an unknown rater.
    Place unknown(int item) {
        return of(new Key(item, -1, "row " + ordinals.size(), 1, 1));
    }

    /// False where the file holds a later revision of the same judgment.
    boolean isCurrent(int item, int rater, Place place) {
        return rater < 0 || latest.getOrDefault(new Pair(item, rater, place.occasion), 1) == place.revision;
    }

    /// Every judgment's marks with its number, in any order.
    void forEach(BiConsumer<Key, Integer> taker) {
        ordinals.forEach(taker);
    }

    int size() {
        return ordinals.size();
    }
}

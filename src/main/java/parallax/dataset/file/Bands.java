package parallax.dataset.file;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Numbers of raters, such as ages, as groups.
///
/// @param from by the column, the least whole number of each band but the lowest, rising
public record Bands(Map<String, List<Integer>> from) {
    public static final Bands NONE = new Bands(Map.of());

    public Bands {
        from = Map.copyOf(from);
        from.forEach((column, bounds) -> {
            if (bounds.isEmpty() || !new ArrayList<>(new TreeSet<>(bounds)).equals(bounds)) {
                throw new IllegalArgumentException("the bands of " + column + " must begin at rising numbers");
            }
        });
    }

    /// Reads `age:25,35,50`, which makes the bands under 25, 25–34, 35–49, and 50 and over.
    ///
    /// @throws IllegalArgumentException where a text is not of that form
    public static Bands of(List<String> texts) {
        Map<String, List<Integer>> from = new LinkedHashMap<>();
        for (String text : texts) {
            int colon = text.lastIndexOf(':');
            if (colon < 1 || !text.substring(colon + 1).matches("\\d{1,9}(,\\d{1,9})*")) {
                throw new IllegalArgumentException("bands are written age:25,35,50, not " + text);
            }
            List<Integer> bounds = new ArrayList<>();
            for (String bound : text.substring(colon + 1).split(",", -1)) {
                bounds.add(Integer.valueOf(bound));
            }
            from.put(text.substring(0, colon), bounds);
        }
        return new Bands(from);
    }

    boolean divide(String column) {
        return from.containsKey(column);
    }

    /// The band of a number; null where the text is none, or the column has no bands.
    @Nullable
    String band(String column, String text) {
        List<Integer> bounds = from.get(column);
        BigDecimal number = bounds == null ? null : Numbers.read(text);
        if (bounds == null || number == null) {
            return null;
        }
        int above = 0;
        while (above < bounds.size() && number.compareTo(BigDecimal.valueOf(bounds.get(above))) >= 0) {
            above++;
        }
        if (above == 0) {
            return "under " + bounds.getFirst();
        }
        return above == bounds.size()
                ? bounds.getLast() + " and over"
                : bounds.get(above - 1) + "–" + (bounds.get(above) - 1);
    }
}

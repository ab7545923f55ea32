package parallax.runner.text;

import java.util.List;

/// Watches a stream of text for the strings that end it, and holds back what might be the beginning of
/// one.
public final class StopStrings {
    private final List<String> stops;
    private final StringBuilder held = new StringBuilder();
    private boolean stopped;

    public StopStrings(List<String> stops) {
        this.stops = List.copyOf(stops);
    }

    /// The part of the text so far that may be shown now.
    public String add(String piece) {
        if (stopped) {
            return "";
        }
        held.append(piece);
        int at = stops.stream()
                .mapToInt(stop -> held.indexOf(stop))
                .filter(index -> index >= 0)
                .min()
                .orElse(-1);
        if (at >= 0) {
            stopped = true;
            return take(at);
        }
        return take(held.length() - longestBeginning());
    }

    /// Whether a stop string appeared.
    public boolean stopped() {
        return stopped;
    }

    /// What was held back, for a text that ends without a stop string.
    public String finish() {
        return stopped ? "" : take(held.length());
    }

    private String take(int length) {
        String taken = held.substring(0, length);
        held.delete(0, length);
        return taken;
    }

    /// Length of the longest suffix of the held text that is a prefix of a stop string.
    private int longestBeginning() {
        int longest = 0;
        for (String stop : stops) {
            for (int length = Math.min(stop.length() - 1, held.length()); length > longest; length--) {
                if (stop.startsWith(held.substring(held.length() - length))) {
                    longest = length;
                }
            }
        }
        return longest;
    }
}

package parallax.study;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whom somebody can turn to with whom something stays: a line of what the researcher entered.
///
/// @param place the country or region, as far as the line begins with one and a colon; or empty
/// @param reach how to reach it
public record Helpline(String place, String reach) {
    private static final Pattern LINE = Pattern.compile("([^:]{2,80}):\\s*(.+)");

    static List<Helpline> of(String lines) {
        return lines.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(Helpline::read)
                .toList();
    }

    /// Whether a line says where it is for.
    public static boolean isPlaced(String line) {
        return LINE.matcher(line.strip()).matches();
    }

    private static Helpline read(String line) {
        Matcher placed = LINE.matcher(line);
        return placed.matches() ? new Helpline(placed.group(1).strip(), placed.group(2)) : new Helpline("", line);
    }
}

package parallax.report;

import java.util.Locale;

/// One group's answers as a diverging stacked bar: safe answers to the start, unsafe ones to the end, unsure ones
/// astride the
/// middle, so that bars of different groups can be compared at a glance. The bar's full width stands for 200 %, the
/// middle for 0.
///
/// Positions and widths are percentages of the width, as SVG attributes need them.
///
/// @param safe share of safe answers, in [0, 1]
/// @param unsure share of unsure answers, in [0, 1]
/// @param unsafe share of unsafe answers, in [0, 1]; the three sum to 1
/// @param low lower end of the 95 % interval of the unsafe share, NaN where it is undefined
/// @param high upper end, NaN where it is undefined
public record AnswerBar(double safe, double unsure, double unsafe, double low, double high) {
    private static final double MIDDLE = 50;
    private static final double ROUNDING = 1e-6;

    public AnswerBar {
        if (!(safe >= 0 && unsure >= 0 && unsafe >= 0) || Math.abs(safe + unsure + unsafe - 1) > ROUNDING) {
            throw new IllegalArgumentException(
                    "shares of answers must sum to 1, not " + safe + " + " + unsure + " + " + unsafe);
        }
        if (Double.isNaN(low) != Double.isNaN(high) || low > high) {
            throw new IllegalArgumentException("an interval needs low <= high, not " + low + ", " + high);
        }
    }

    public boolean hasInterval() {
        return !Double.isNaN(low);
    }

    public String safeX() {
        return percent(unsureStart() - MIDDLE * safe);
    }

    public String safeWidth() {
        return percent(MIDDLE * safe);
    }

    public String unsureX() {
        return percent(unsureStart());
    }

    public String unsureWidth() {
        return percent(MIDDLE * unsure);
    }

    public String unsafeX() {
        return percent(unsafeStart());
    }

    public String unsafeWidth() {
        return percent(MIDDLE * unsafe);
    }

    /// The interval is drawn about the end of the unsafe part.
    public String lowX() {
        return percent(unsafeStart() + MIDDLE * low);
    }

    public String highX() {
        return percent(unsafeStart() + MIDDLE * high);
    }

    /// The same in words, for those who cannot see the bar.
    public String words() {
        String shares = String.format(
                Locale.ROOT, "Safe %.1f %%, unsure %.1f %%, unsafe %.1f %%", 100 * safe, 100 * unsure, 100 * unsafe);
        return hasInterval()
                ? shares + String.format(Locale.ROOT, ", 95 %% interval %.1f to %.1f %%", 100 * low, 100 * high)
                : shares;
    }

    private double unsureStart() {
        return MIDDLE - MIDDLE * unsure / 2;
    }

    private double unsafeStart() {
        return MIDDLE + MIDDLE * unsure / 2;
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.3f%%", value);
    }
}

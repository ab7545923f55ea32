package parallax.dataset.file;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Numbers as files write them, with a decimal point or a decimal comma.
final class Numbers {
    private static final Pattern PLAIN = Pattern.compile("[+-]?\\d{1,30}([.,]\\d{1,30})?");
    private static final Pattern WITH_EXPONENT = Pattern.compile("[+-]?\\d([.,]\\d+)?[eE]\\+?\\d{1,3}");
    private static final Pattern LONG_WHOLE = Pattern.compile("\\d{16,30}");
    /// A spreadsheet keeps 15 digits of a number and writes zeros for the rest.
    private static final int KEPT_DIGITS = 15;

    private Numbers() {}

    /// The number, null where the text is none.
    static @Nullable BigDecimal read(String text) {
        String bare = text.strip();
        return PLAIN.matcher(bare).matches() ? new BigDecimal(bare.replace(',', '.')) : null;
    }

    /// Whether it is written as spreadsheets write numbers that are too long for them.
    static boolean isRounded(String text) {
        return WITH_EXPONENT.matcher(text.strip()).matches();
    }

    /// Whether it is a whole number of more digits than a spreadsheet keeps, all of which beyond those
    /// are 0.
    static boolean mayBeRounded(String text) {
        String bare = text.strip();
        if (!LONG_WHOLE.matcher(bare).matches()) {
            return false;
        }
        for (int digit = KEPT_DIGITS; digit < bare.length(); digit++) {
            if (bare.charAt(digit) != '0') {
                return false;
            }
        }
        return true;
    }

    /// The same for equal numbers, however they are written.
    static @Nullable String key(String text) {
        BigDecimal number = read(text);
        return number == null ? null : number.stripTrailingZeros().toPlainString();
    }
}

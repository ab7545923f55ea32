package parallax.chattemplate;

import java.util.Locale;

/// Texts in upper and lower case, in time proportional to their length. Java's own conversions copy the
/// text for each character that grows, and look for words around each sigma.
///
/// @see <a href="https://www.unicode.org/versions/latest/">The Unicode Standard, section 3.13: default
///     case algorithms, Final_Sigma</a>
final class LetterCase {
    private static final int PIECE = 128;
    private static final String MID_WORD =
            "'.:^`\u00b7\u0387\u055f\u05f4\u2018\u2019\u2024\u2027\ufe13\ufe52\ufe55" + "\uff07\uff0e\uff1a";

    private LetterCase() {}

    /// No character's capital depends on its neighbours, so that a text can be converted in pieces.
    static String upper(String text) {
        StringBuilder upper = new StringBuilder(text.length());
        int from = 0;
        while (from < text.length()) {
            int to = Math.min(text.length(), from + PIECE);
            to -= to < text.length() && Character.isLowSurrogate(text.charAt(to)) ? 1 : 0;
            upper.append(text.substring(from, to).toUpperCase(Locale.ROOT));
            from = to;
        }
        return upper.toString();
    }

    static String lower(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        int c;
        for (int at = 0; at < text.length(); at += Character.charCount(c)) {
            c = text.codePointAt(at);
            switch (c) {
                case 'İ' -> lower.append("i\u0307");
                case 'Σ' -> lower.append(endsWord(text, at) ? 'ς' : 'σ');
                default -> lower.appendCodePoint(Character.toLowerCase(c));
            }
        }
        return lower.toString();
    }

    /// Whether a letter comes before and none after, ignoring characters that may stand inside a word.
    private static boolean endsWord(String text, int sigma) {
        int before = sigma;
        while (before > 0 && isPassedOver(text.codePointBefore(before))) {
            before -= Character.charCount(text.codePointBefore(before));
        }
        int behind = sigma + 1;
        while (behind < text.length() && isPassedOver(text.codePointAt(behind))) {
            behind += Character.charCount(text.codePointAt(behind));
        }
        return before > 0
                && isCased(text.codePointBefore(before))
                && (behind == text.length() || !isCased(text.codePointAt(behind)));
    }

    static boolean isCased(int c) {
        return Character.isUpperCase(c) || Character.isLowerCase(c) || Character.isTitleCase(c);
    }

    private static boolean isPassedOver(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.FORMAT,
                    Character.MODIFIER_LETTER,
                    Character.MODIFIER_SYMBOL -> true;
            default -> MID_WORD.indexOf(c) >= 0;
        };
    }
}

package parallax.chattemplate;

import java.util.HexFormat;
import java.util.function.IntPredicate;

/// Texts as Python sees them: indexed by code point, with Python's idea of white space.
final class PythonText {
    private PythonText() {}

    static boolean isSpace(int c) {
        return (c >= 9 && c <= 13)
                || (c >= 28 && c <= 32)
                || c == 0x85
                || c == 0xa0
                || c == 0x1680
                || (c >= 0x2000 && c <= 0x200a)
                || c == 0x2028
                || c == 0x2029
                || c == 0x202f
                || c == 0x205f
                || c == 0x3000;
    }

    /// Without the white space at its ends.
    static String strip(String text, Ends ends) {
        return strip(text, PythonText::isSpace, ends);
    }

    /// Without the characters of a set at its ends.
    static String strip(String text, IntPredicate isStripped, Ends ends) {
        int start = 0;
        int end = text.length();
        while (ends.includeLeft() && start < end && isStripped.test(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        while (ends.includeRight() && end > start && isStripped.test(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(start, end);
    }

    /// Order by code points: what lies beyond the first 65,536 is written in surrogates and comes last.
    static int compare(String left, String right) {
        int at = 0;
        int common = Math.min(left.length(), right.length());
        while (at < common && left.charAt(at) == right.charAt(at)) {
            at++;
        }
        if (at == common) {
            return Integer.compare(left.length(), right.length());
        }
        char a = left.charAt(at);
        char b = right.charAt(at);
        return Character.isSurrogate(a) == Character.isSurrogate(b)
                ? Character.compare(a, b)
                : Character.isSurrogate(a) ? 1 : -1;
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    static String title(String text) {
        StringBuilder titled = new StringBuilder();
        boolean inWord = false;
        for (int c : text.codePoints().toArray()) {
            titled.appendCodePoint(inWord ? Character.toLowerCase(c) : Character.toTitleCase(c));
            inWord = Character.isLetter(c);
        }
        return titled.toString();
    }

    static String capitalize(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int first = text.offsetByCodePoints(0, 1);
        return LetterCase.upper(text.substring(0, first)) + LetterCase.lower(text.substring(first));
    }

    /// Whether Python's `repr` shows a character as it is.
    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }

    private static String escaped(int c) {
        HexFormat hex = HexFormat.of();
        return c < 256
                ? "\\x" + hex.toHexDigits((byte) c)
                : c < 65536 ? "\\u" + hex.toHexDigits((char) c) : "\\U" + hex.toHexDigits(c);
    }

    /// Python's `repr`.
    static String quoted(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        StringBuilder quoted = new StringBuilder().append(quote);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '\\' -> quoted.append("\\\\");
                default -> {
                    if (c == quote) {
                        quoted.append('\\').append(quote);
                    } else if (!isPrintable(c)) {
                        quoted.append(escaped(c));
                    } else {
                        quoted.appendCodePoint(c);
                    }
                }
            }
        });
        return quoted.append(quote).toString();
    }
}

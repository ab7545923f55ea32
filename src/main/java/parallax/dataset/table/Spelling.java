package parallax.dataset.table;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// How alike two texts are but for what people do not see: case, blanks and Unicode's ways to write one
/// letter.
public final class Spelling {
    /// Letters that nobody sees: zero-width ones, marks of direction, soft hyphens, byte order marks.
    private static final String INVISIBLE = "\\u00AD\\u200B-\\u200F\\u202A-\\u202E\\u2060\\u2066-\\u2069\\uFEFF";

    private static final Pattern INVISIBLES = Pattern.compile("[" + INVISIBLE + "]+");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\u00A0\\u2000-\\u200A\\u202F\\u205F\\u3000]+");

    private Spelling() {}

    /// Without blanks and unseen letters at either end.
    public static String trimmed(String text) {
        int begin = 0;
        int end = text.length();
        while (begin < end && isUnseen(text.charAt(begin))) {
            begin++;
        }
        while (end > begin && isUnseen(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(begin, end);
    }

    /// The same for texts that differ only in case, blanks, unseen letters or Unicode's normal forms
    /// (NFKC).
    public static String key(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFKC);
        String seen = INVISIBLES.matcher(composed).replaceAll("");
        return BLANKS.matcher(seen).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
    }

    private static boolean isUnseen(char letter) {
        if (letter < 0xA0) {
            return letter <= ' ';
        }
        String text = String.valueOf(letter);
        return BLANKS.matcher(text).matches() || INVISIBLES.matcher(text).matches();
    }
}

package parallax.chattemplate;

/// Looks for one text in another, in time proportional to both, whatever they contain.
///
/// @see <a href="https://doi.org/10.1137/0206024">Knuth, Morris, Pratt: Fast Pattern Matching in
///     Strings (1977)</a>
final class Search {
    private final String text;
    private final String part;
    private final boolean backwards;
    /// By the count of matched characters less one: how many of them remain matched when the next
    /// differs.
    private final int[] borders;

    private int read;

    /// A search for all occurrences of a part that is not empty, from the beginning.
    static Search forwards(String text, String part, Budget budget) {
        return new Search(text, part, Ends.LEFT, budget);
    }

    /// A search for all occurrences of a part that is not empty, from the end.
    static Search backwards(String text, String part, Budget budget) {
        return new Search(text, part, Ends.RIGHT, budget);
    }

    private Search(String text, String part, Ends start, Budget budget) {
        budget.charge((long) text.length() + part.length());
        this.text = text;
        this.part = part;
        this.backwards = start == Ends.RIGHT;
        this.borders = new int[part.length()];
        for (int i = 1; i < borders.length; i++) {
            borders[i] = matched(borders[i - 1], at(part, i));
        }
    }

    /// Where the first occurrence begins; -1 if there is none.
    static int first(String text, String part, Budget budget) {
        if (part.length() > text.length()) {
            return -1;
        }
        return part.isEmpty() ? 0 : forwards(text, part, budget).next();
    }

    /// Where the last occurrence begins; -1 if there is none.
    static int last(String text, String part, Budget budget) {
        if (part.length() > text.length()) {
            return -1;
        }
        return part.isEmpty() ? text.length() : backwards(text, part, budget).next();
    }

    /// Where the next occurrence begins that does not overlap the one before it; -1 if there is none.
    int next() {
        int matched = 0;
        while (read < text.length()) {
            matched = matched(matched, at(text, read++));
            if (matched == part.length()) {
                return backwards ? text.length() - read : read - matched;
            }
        }
        return -1;
    }

    /// How much of the part is matched once another character is read.
    private int matched(int before, char c) {
        int matched = before;
        while (matched > 0 && at(part, matched) != c) {
            matched = borders[matched - 1];
        }
        return at(part, matched) == c ? matched + 1 : matched;
    }

    private char at(String read, int index) {
        return read.charAt(backwards ? read.length() - 1 - index : index);
    }
}

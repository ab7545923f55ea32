package parallax.chattemplate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/// A text cut into parts, as Python's `split`, `rsplit` and `splitlines` cut it.
///
/// @param limit how many cuts at most; negative for all
/// @param start where cutting begins: from the right, the cuts that a limit allows are the last ones
record TextSplit(String text, int limit, Ends start, Budget budget) {
    static TextSplit fromLeft(String text, int limit, Budget budget) {
        return new TextSplit(text, limit, Ends.LEFT, budget);
    }

    static TextSplit fromRight(String text, int limit, Budget budget) {
        return new TextSplit(text, limit, Ends.RIGHT, budget);
    }

    /// Without a limit.
    static TextSplit all(String text, Budget budget) {
        return fromLeft(text, -1, budget);
    }

    private boolean fromRight() {
        return start == Ends.RIGHT;
    }

    List<String> at(String separator) {
        if (separator.isEmpty()) {
            throw new TemplateException("split: the separator is empty");
        }
        Search separators =
                fromRight() ? Search.backwards(text, separator, budget) : Search.forwards(text, separator, budget);
        List<String> parts = new ArrayList<>();
        int from = 0;
        int to = text.length();
        for (int at = next(separators, parts); at >= 0; at = next(separators, parts)) {
            int behind = at + separator.length();
            add(parts, fromRight() ? behind : from, fromRight() ? to : at);
            from = fromRight() ? from : behind;
            to = fromRight() ? at : to;
        }
        add(parts, from, to);
        return fromRight() ? parts.reversed() : parts;
    }

    private int next(Search separators, List<String> parts) {
        return limit < 0 || parts.size() < limit ? separators.next() : -1;
    }

    /// Words between white space; what is left when the limit is reached keeps the white space at its
    /// far end.
    List<String> words() {
        budget.charge(text.length());
        List<String> words = new ArrayList<>();
        int far = fromRight() ? 0 : text.length();
        int near = behind(this::isSpace, fromRight() ? text.length() : 0, far);
        while (near != far) {
            int end = limit >= 0 && words.size() >= limit ? far : behind(index -> !isSpace(index), near, far);
            add(words, Math.min(near, end), Math.max(near, end));
            near = behind(this::isSpace, end, far);
        }
        return fromRight() ? words.reversed() : words;
    }

    /// Where a run of white space, or of anything else, that begins at a place ends on the way to the
    /// far end.
    private int behind(IntPredicate isInRun, int start, int far) {
        int at = start;
        while (at != far && isInRun.test(fromRight() ? at - 1 : at)) {
            at += fromRight() ? -1 : 1;
        }
        return at;
    }

    private boolean isSpace(int index) {
        return PythonText.isSpace(text.charAt(index));
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        text.lines().forEach(line -> add(lines, line));
        return lines;
    }

    private void add(List<String> parts, int from, int to) {
        add(parts, text.substring(from, to));
    }

    private void add(List<String> parts, String part) {
        budget.element(parts.size());
        parts.add(part);
    }
}

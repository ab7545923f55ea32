package parallax.chattemplate;

import java.util.ArrayList;
import java.util.List;

/// A text cut into parts, as Python's `split`, `rsplit` and `splitlines` cut it.
///
/// @param limit how many cuts at most; negative for all
/// @param fromRight whether the cuts that a limit allows are the last ones
record TextSplit(String text, int limit, boolean fromRight, Budget budget) {
    List<String> at(String separator) {
        if (separator.isEmpty()) {
            throw new TemplateException("split: the separator is empty");
        }
        Search separators = new Search(text, separator, fromRight, budget);
        List<String> parts = new ArrayList<>();
        int from = 0;
        int to = text.length();
        for (int at = next(separators, parts); at >= 0; at = next(separators, parts)) {
            int behind = at + separator.length();
            add(parts, fromRight ? behind : from, fromRight ? to : at);
            from = fromRight ? from : behind;
            to = fromRight ? at : to;
        }
        add(parts, from, to);
        return fromRight ? parts.reversed() : parts;
    }

    private int next(Search separators, List<String> parts) {
        return limit < 0 || parts.size() < limit ? separators.next() : -1;
    }

    /// Words between white space; what is left when the limit is reached keeps the white space at its
    /// far end.
    List<String> words() {
        budget.charge(text.length());
        List<String> words = new ArrayList<>();
        int far = fromRight ? 0 : text.length();
        int near = behind(true, fromRight ? text.length() : 0, far);
        while (near != far) {
            int end = limit >= 0 && words.size() >= limit ? far : behind(false, near, far);
            add(words, Math.min(near, end), Math.max(near, end));
            near = behind(true, end, far);
        }
        return fromRight ? words.reversed() : words;
    }

    /// Where a run of white space, or of anything else, that begins at a place ends on the way to the
    /// far end.
    private int behind(boolean isSpace, int start, int far) {
        int at = start;
        while (at != far && isSpace(fromRight ? at - 1 : at) == isSpace) {
            at += fromRight ? -1 : 1;
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

package parallax.runner.text;

import java.util.ArrayList;
import java.util.List;

/// Turns a stream of tokens into a stream of text in which no character is ever broken.
///
/// Only a window of the last tokens is decoded again at each step: from the start of the previous
/// piece, so that the tokenizer sees what comes before a token (some drop or add a space accordingly).
///
/// A tokenizer that spells rare characters byte by byte may, on bytes that never make a character,
/// decode the whole run of bytes differently from its parts. What has been shown stays: the stream is
/// the text.
public final class Detokenizer {
    private static final char REPLACEMENT = '\uFFFD';

    private final Tokenizer tokenizer;
    private final List<Integer> ids = new ArrayList<>();
    private int windowStart;
    private int emitted;

    public Detokenizer(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /// The text that a token completes; empty while a character is still incomplete.
    public String add(int token) {
        ids.add(token);
        String before = tokenizer.decode(ids.subList(windowStart, emitted));
        String now = tokenizer.decode(ids.subList(windowStart, ids.size()));
        if (now.length() <= before.length() || now.charAt(now.length() - 1) == REPLACEMENT) {
            return "";
        }
        windowStart = emitted;
        emitted = ids.size();
        return now.substring(before.length());
    }

    /// What is left at the end, with broken characters shown as U+FFFD.
    public String finish() {
        String before = tokenizer.decode(ids.subList(windowStart, emitted));
        String now = tokenizer.decode(ids.subList(windowStart, ids.size()));
        emitted = ids.size();
        windowStart = emitted;
        return now.length() > before.length() ? now.substring(before.length()) : "";
    }
}

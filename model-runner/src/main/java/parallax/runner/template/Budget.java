package parallax.runner.template;

/// What one rendering may cost. Every evaluation step and every character made is charged, so a template
/// that loops or doubles texts without end is stopped after bounded time and memory.
final class Budget {
    private static final long MAX_COST = 20_000_000;
    static final int MAX_TEXT = 4_000_000;
    static final int MAX_ELEMENTS = 200_000;
    private static final int STEP = 20;
    private static final int MAX_DEPTH = 400;

    private long spent;
    private int depth;

    void step() {
        charge(STEP);
    }

    /// For a text or list of this many elements just made.
    void charge(long size) {
        spent += size;
        if (spent > MAX_COST) {
            throw new TemplateException("the chat template does not end in reasonable time");
        }
    }

    void text(long length) {
        if (length > MAX_TEXT) {
            throw new TemplateException("the chat template makes a text of " + length + " characters; at most "
                    + MAX_TEXT + " are allowed");
        }
        charge(length / 4 + 1);
    }

    void elements(long count) {
        if (count > MAX_ELEMENTS) {
            throw new TemplateException("the chat template makes a list of " + count + " elements; at most "
                    + MAX_ELEMENTS + " are allowed");
        }
        charge(count * 8);
    }

    void enter() {
        if (++depth > MAX_DEPTH) {
            throw new TemplateException("the chat template calls itself more than " + MAX_DEPTH + " deep");
        }
    }

    void leave() {
        depth--;
    }
}

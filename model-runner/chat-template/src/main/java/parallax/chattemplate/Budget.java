package parallax.chattemplate;

/// What one rendering may cost: the one measure of its time, its memory and its depth.
///
/// Every evaluation takes a step, and whatever touches or makes data is charged by that data's size
/// before it is done. A unit is what reading a character costs, so the whole is spent in about a
/// second, and what a rendering makes and keeps stays below some hundred megabytes.
final class Budget {
    private static final long MAX_COST = 20_000_000;
    static final int MAX_TEXT = 4_000_000;
    static final int MAX_ELEMENTS = 200_000;
    private static final int STEP = 20;
    private static final int ELEMENT = 8;
    private static final int CHARACTERS_MADE_PER_UNIT = 4;
    private static final int MAX_DEPTH = 400;

    private long spent;
    private int depth;

    void step() {
        charge(STEP);
    }

    /// For data of this size, characters as a rule, that is read or compared.
    void charge(long size) {
        if (size < 0) {
            throw new TemplateException("the chat template asks for a negative size");
        }
        if (size > MAX_COST - spent) {
            throw new TemplateException("the chat template does not end in reasonable time");
        }
        spent += size;
    }

    /// For a text of this length about to be made.
    void text(long length) {
        grow(0, length);
    }

    /// For characters about to be added to a text of this length.
    void grow(long length, long added) {
        if (added > MAX_TEXT - length) {
            throw new TemplateException(
                    "the chat template makes a text of more than " + MAX_TEXT + " characters, which is not allowed");
        }
        charge(added < 0 ? added : added / CHARACTERS_MADE_PER_UNIT + 1);
    }

    /// For a list or mapping of this many elements about to be made.
    void elements(long count) {
        if (count > MAX_ELEMENTS) {
            throw new TemplateException("the chat template makes a list of " + count + " elements; at most "
                    + MAX_ELEMENTS + " are allowed");
        }
        charge(count * ELEMENT);
    }

    /// For one element about to be added to a list of this size.
    void element(int size) {
        if (size >= MAX_ELEMENTS) {
            elements(size + 1L);
        }
        step();
    }

    /// A step into something nested: an expression, a statement, an element. [#leave] ends it; an
    /// exception ends the whole rendering and needs no leaving.
    void enter() {
        step();
        if (++depth > MAX_DEPTH) {
            throw new TemplateException("the chat template nests or calls itself more than " + MAX_DEPTH + " deep");
        }
    }

    void leave() {
        depth--;
    }
}

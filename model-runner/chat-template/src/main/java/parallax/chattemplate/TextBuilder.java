package parallax.chattemplate;

/// A text under construction, charged to the budget before it grows.
final class TextBuilder {
    private final StringBuilder text = new StringBuilder();
    private final Budget budget;

    TextBuilder(Budget budget) {
        this.budget = budget;
    }

    TextBuilder append(CharSequence part) {
        return append(part, 0, part.length());
    }

    TextBuilder append(CharSequence whole, int from, int to) {
        budget.grow(text.length(), to - from);
        text.append(whole, from, to);
        return this;
    }

    TextBuilder repeat(CharSequence part, int times) {
        budget.grow(text.length(), (long) part.length() * times);
        text.repeat(part, times);
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

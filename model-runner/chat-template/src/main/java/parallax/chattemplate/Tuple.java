package parallax.chattemplate;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Python's tuple: a list that is written with round brackets.
final class Tuple extends AbstractList<@Nullable Object> {
    private final List<@Nullable Object> elements;

    Tuple(Collection<? extends @Nullable Object> elements) {
        this.elements = new ArrayList<>(elements);
    }

    static Tuple of(@Nullable Object first, @Nullable Object second) {
        List<@Nullable Object> both = new ArrayList<>();
        both.add(first);
        both.add(second);
        return new Tuple(both);
    }

    @Override
    public @Nullable Object get(int index) {
        return elements.get(index);
    }

    @Override
    public int size() {
        return elements.size();
    }
}

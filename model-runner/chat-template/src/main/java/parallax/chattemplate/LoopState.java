package parallax.chattemplate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The variable `loop`.
final class LoopState {
    private static final int ATTRIBUTES = 13;

    private final List<@Nullable Object> elements;
    private final Budget budget;
    private @Nullable Object lastChecked = new Undefined("changed");

    LoopState(List<@Nullable Object> elements, Budget budget) {
        this.budget = budget;
        this.elements = elements;
    }

    Namespace at(int index) {
        budget.elements(ATTRIBUTES);
        int size = elements.size();
        Map<String, @Nullable Object> state = new LinkedHashMap<>();
        state.put("index", index + 1L);
        state.put("index0", (long) index);
        state.put("revindex", (long) size - index);
        state.put("revindex0", (long) size - index - 1);
        state.put("first", index == 0);
        state.put("last", index == size - 1);
        state.put("length", (long) size);
        state.put("depth", 1L);
        state.put("depth0", 0L);
        state.put("previtem", index > 0 ? elements.get(index - 1) : new Undefined("loop.previtem"));
        state.put("nextitem", index < size - 1 ? elements.get(index + 1) : new Undefined("loop.nextitem"));
        state.put("cycle", (Function) (positional, named) -> {
            if (positional.isEmpty()) {
                throw new TemplateException("loop.cycle needs values");
            }
            return positional.get(index % positional.size());
        });
        state.put("changed", (Function) (positional, named) -> {
            boolean changed = lastChecked instanceof Undefined || !PythonValue.equal(lastChecked, positional, budget);
            lastChecked = positional;
            return changed;
        });
        return new Namespace(state);
    }
}

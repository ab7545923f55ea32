package parallax.item;

import java.util.List;

/// A conversation that ends in the response under judgment, or in two that are compared: the second is the
/// alternative.
///
/// @param code the item's name in the study, as in imports and exports
/// @param topic what it is about, empty if nobody said
public record Item(long id, String code, String topic, List<Turn> turns) {
    public Item {
        turns = List.copyOf(turns);
    }

    /// Whether it ends in two replies.
    public boolean isPair() {
        return !turns.isEmpty() && turns.getLast().speaker() == Turn.Speaker.ALTERNATIVE;
    }

    /// The replies under judgment: one or two.
    public List<Turn> replies() {
        return turns.subList(Math.max(0, turns.size() - (isPair() ? 2 : 1)), turns.size());
    }

    /// What came before them.
    public List<Turn> before() {
        return turns.subList(0, turns.size() - replies().size());
    }
}

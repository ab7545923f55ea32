package parallax.item;

import java.util.List;

/// A conversation that ends in the response under judgment.
///
/// @param code the item's name in the study, as in imports and exports
/// @param topic what it is about, empty if nobody said
public record Item(long id, String code, String topic, List<Turn> turns) {
    public Item {
        turns = List.copyOf(turns);
    }
}

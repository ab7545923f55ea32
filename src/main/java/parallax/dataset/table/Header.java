package parallax.dataset.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// The names in a file's first row.
public record Header(List<String> names, Map<String, Integer> positions) {
    public Header(List<String> names) {
        this(names, positionsOf(names));
    }

    public Header {
        names = List.copyOf(names);
        positions = Map.copyOf(positions);
    }

    /// A named column and its place in the row, counted from 0.
    public record Column(String name, int index) {
        public String in(TableRow row) {
            return row.field(index);
        }
    }

    public Optional<Column> find(String name) {
        return Optional.ofNullable(positions.get(name)).map(index -> new Column(name, index));
    }

    /// The first of these names that the header has.
    public Optional<Column> findAny(List<String> candidates) {
        return candidates.stream().flatMap(name -> find(name).stream()).findFirst();
    }

    public List<Column> columns() {
        return IntStream.range(0, names.size())
                .mapToObj(index -> new Column(names.get(index), index))
                .toList();
    }

    public int size() {
        return names.size();
    }

    private static Map<String, Integer> positionsOf(List<String> names) {
        Map<String, Integer> positions = new HashMap<>();
        for (int index = 0; index < names.size(); index++) {
            positions.putIfAbsent(names.get(index), index);
        }
        return positions;
    }
}

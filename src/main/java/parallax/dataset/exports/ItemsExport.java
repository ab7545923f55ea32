package parallax.dataset.exports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import parallax.dataset.TurnsText;

/// The items file that goes with a long ratings file.
final class ItemsExport {
    private static final Set<String> FIXED = Set.of("item", "topic", "turns", "context", "response");

    private final Collection<ExportedItem> items;
    private final CsvWriter out;

    ItemsExport(Collection<ExportedItem> items, CsvWriter out) {
        this.items = items;
        this.out = out;
    }

    void write() throws IOException {
        Set<String> kept = new TreeSet<>();
        items.forEach(item -> kept.addAll(item.attributes().keySet()));
        kept.removeAll(FIXED);
        List<String> header = new ArrayList<>(List.of("item", "topic", "turns", "context", "response"));
        header.addAll(kept);
        out.row(header);
        for (ExportedItem item : items) {
            List<String> fields = new ArrayList<>(List.of(
                    item.code(),
                    item.topic(),
                    TurnsText.write(item.turns()),
                    item.column("context"),
                    item.column("response")));
            kept.forEach(name -> fields.add(item.attributes().getOrDefault(name, "")));
            out.row(fields);
        }
    }
}

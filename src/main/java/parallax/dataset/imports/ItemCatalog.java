package parallax.dataset.imports;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The items of an import by their codes, in the order in which they were met.
final class ItemCatalog {
    private final Map<String, ImportedItem> byCode = new LinkedHashMap<>();

    @Nullable
    ImportedItem find(String code) {
        return byCode.get(code);
    }

    void add(ImportedItem item) {
        byCode.put(item.code(), item);
    }

    int size() {
        return byCode.size();
    }

    Collection<ImportedItem> items() {
        return byCode.values();
    }
}

package parallax.dataset.file;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The items of a file by their codes, in the order in which they were met.
public final class ItemCatalog {
    private final Map<String, ImportedItem> byCode = new LinkedHashMap<>();
    private final String where;

    /// The items of an items file, or of the rows of ratings.
    public ItemCatalog() {
        this("the items file");
    }

    /// @param where they stand, in words
    public ItemCatalog(String where) {
        this.where = where;
    }

    public String where() {
        return where;
    }

    public @Nullable ImportedItem find(String code) {
        return byCode.get(code);
    }

    public void add(ImportedItem item) {
        byCode.put(item.code(), item);
    }

    public int size() {
        return byCode.size();
    }

    public Collection<ImportedItem> items() {
        return byCode.values();
    }
}

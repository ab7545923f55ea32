package parallax.dataset.file;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.dataset.table.FileRefused;
import parallax.dataset.table.Header.Column;
import parallax.dataset.table.Problems;
import parallax.dataset.table.Sentences;
import parallax.dataset.table.TableFile;

/// Finds columns by the names that were asked for, and says all that are missing at once.
final class ColumnFinder {
    private static final Column MISSING = new Column("", 0);

    private final TableFile file;
    private final Problems problems;

    ColumnFinder(TableFile file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /// A column that must be there; where it is not, one that nobody may read, see [#refuseIfMissing()].
    Column column(String name) throws FileRefused {
        Column found = file.header().find(name).orElse(MISSING);
        if (found.equals(MISSING)) {
            problems.add(file.name(), 1, name, Sentences.noSuchColumn(file.header()));
        }
        return found;
    }

    /// The same, or null where none was asked for.
    @Nullable
    Column columnIfNamed(@Nullable String name) throws FileRefused {
        return name == null ? null : column(name);
    }

    List<Column> columns(List<String> names) throws FileRefused {
        List<Column> found = new ArrayList<>();
        for (String name : names) {
            found.add(column(name));
        }
        return found;
    }

    void refuseIfMissing() throws FileRefused {
        problems.refuseIfAny();
    }
}

package parallax.dataset.table;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.dataset.table.FileRefused.Extent;

/// The mistakes found so far; past a limit, reading more of the file would help nobody.
public final class Problems {
    private static final int LIMIT = 50;

    private final List<Problem> found = new ArrayList<>();

    public void add(String file, long line, @Nullable String column, String rule) throws FileRefused {
        found.add(new Problem(file, line, column, rule));
        if (found.size() >= LIMIT) {
            throw new FileRefused(found, Extent.CUT_SHORT);
        }
    }

    /// A mistake after which nothing more can be read.
    public FileRefused fatal(String file, long line, @Nullable String column, String rule) {
        found.add(new Problem(file, line, column, rule));
        return new FileRefused(found, Extent.WHOLE);
    }

    /// What has been found so far, where reading on would only repeat it.
    public FileRefused stop() {
        return new FileRefused(found, Extent.CUT_SHORT);
    }

    public List<Problem> found() {
        return List.copyOf(found);
    }

    public int count() {
        return found.size();
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    public void refuseIfAny() throws FileRefused {
        if (!found.isEmpty()) {
            throw new FileRefused(found, Extent.WHOLE);
        }
    }
}

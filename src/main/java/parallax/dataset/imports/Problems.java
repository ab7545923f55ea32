package parallax.dataset.imports;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The mistakes found so far; past a limit, reading more of the file would help nobody.
final class Problems {
    static final int LIMIT = 50;

    private final List<Problem> found = new ArrayList<>();

    void add(String file, long line, @Nullable String column, String rule) throws ImportRefused {
        found.add(new Problem(file, line, column, rule));
        if (found.size() >= LIMIT) {
            throw new ImportRefused(found, true);
        }
    }

    /// A mistake after which nothing more can be read.
    ImportRefused fatal(String file, long line, @Nullable String column, String rule) {
        found.add(new Problem(file, line, column, rule));
        return new ImportRefused(found, false);
    }

    /// What has been found so far, where reading on would only repeat it.
    ImportRefused stop() {
        return new ImportRefused(found, true);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    void refuseIfAny() throws ImportRefused {
        if (!found.isEmpty()) {
            throw new ImportRefused(found, false);
        }
    }
}

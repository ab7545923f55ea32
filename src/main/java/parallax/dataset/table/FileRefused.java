package parallax.dataset.table;

import java.util.List;

/// A file breaks rules, so that nothing was taken from it: the mistakes found, in the order in which
/// they were met.
public final class FileRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;
    private final Extent extent;

    /// How much of the file was read.
    enum Extent {
        WHOLE,
        /// enough mistakes had been found, or the rest would only have repeated them
        CUT_SHORT
    }

    FileRefused(List<Problem> problems, Extent extent) {
        super(problems.isEmpty() ? "refused" : problems.getFirst().toString());
        this.problems = List.copyOf(problems);
        this.extent = extent;
    }

    public List<Problem> problems() {
        return problems;
    }

    /// True where reading stopped because enough mistakes had been found; there may be more.
    public boolean cutShort() {
        return extent == Extent.CUT_SHORT;
    }
}

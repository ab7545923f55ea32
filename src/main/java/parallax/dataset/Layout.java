package parallax.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The shape of a ratings file.
///
/// @see <a href="https://github.com/google-research-datasets/dices-dataset">the DICES datasets</a>
public enum Layout {
    /// one row per judgment, the 41 columns of the public DICES-350 file
    DICES350("dices-350"),
    /// one row per judgment, the 43 columns of the public DICES-990 file
    DICES990("dices-990"),
    /// one row per answer, with an items file beside it
    LONG("");

    private final String rubric;

    Layout(String rubric) {
        this.rubric = rubric;
    }

    /// The word for the command line and the database.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The exact columns, in their order; none where a study's own axes and questions decide.
    public List<String> header() {
        return switch (this) {
            case DICES350 -> DicesHeaders.DICES350;
            case DICES990 -> DicesHeaders.DICES990;
            case LONG -> List.of();
        };
    }

    /// The name of the bundled rubric that the columns ask; empty for the long layout.
    public String rubric() {
        return rubric;
    }

    public boolean isDices() {
        return this != LONG;
    }

    public List<String> questionColumns() {
        return header().stream().filter(name -> name.startsWith("Q")).toList();
    }

    public static Optional<Layout> of(String code) {
        return Arrays.stream(values())
                .filter(layout -> layout.code().equals(code))
                .findFirst();
    }

    public static String codes() {
        return Arrays.stream(values()).map(Layout::code).collect(Collectors.joining(", "));
    }
}

package parallax.dataset.options;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parallax.dataset.file.Alike;
import parallax.dataset.file.Bands;
import parallax.dataset.file.MissingWords;
import parallax.dataset.file.RatersFile;
import parallax.dataset.file.RatingRules;
import parallax.dataset.file.Repeats;
import parallax.dataset.file.TextColumns;
import parallax.dataset.file.Wide;
import parallax.dataset.table.Reading;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// How a file of ratings is read where its own bytes and names do not say it, the same for every
/// command.
public final class ReadingOptions {
    @Mixin
    private FormOptions form = new FormOptions();

    @Option(
            names = "--answer-columns",
            split = ",",
            paramLabel = "COLUMN",
            description = "Columns of answers, each a question of its own.")
    private List<String> answerColumns = new ArrayList<>();

    @Option(
            names = "--rater-columns",
            split = ",",
            paramLabel = "COLUMN",
            description = "Columns of answers, each of one rater.")
    private List<String> raterColumns = new ArrayList<>();

    @Option(
            names = "--one-hot",
            split = ",",
            paramLabel = "NAME",
            description = "Questions whose options are columns that begin with this name and hold 1 or 0.")
    private List<String> oneHot = new ArrayList<>();

    @Option(
            names = "--missing",
            split = ",",
            paramLabel = "WORD",
            description =
                    "Words for no data, besides nothing at all (default: NA, null, DATA_EXPIRED, Prefer not to say, …).")
    private @Nullable List<String> missing;

    @Option(
            names = "--fold",
            description = "Values that differ only in case, spaces, Unicode form or the writing of a number are one.")
    private boolean fold;

    @Option(
            names = "--repeats",
            paramLabel = "refuse|first|last|all",
            defaultValue = "refuse",
            converter = RepeatsWord.class,
            description =
                    "Which of several answers by one rater to one question about one item counts; with any but refuse, analyze"
                            + " says how steady raters are, and all is for analyze alone (default ${DEFAULT-VALUE}).")
    private Repeats repeats = Repeats.REFUSE;

    @Option(
            names = "--bands",
            paramLabel = "COLUMN:N,N",
            description = "Groups of a number of raters: age:30,50 makes under 30, 30–49, and 50 and over.")
    private List<String> bands = new ArrayList<>();

    /// One of the words refuse, first, last and all.
    static final class RepeatsWord implements ITypeConverter<Repeats> {
        @Override
        public Repeats convert(String word) {
            return Arrays.stream(Repeats.values())
                    .filter(repeats -> repeats.name().equalsIgnoreCase(word))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("it is refuse, first, last or all, not " + word));
        }
    }

    /// @throws IllegalArgumentException where the options contradict each other or name what does not
    ///     exist
    public RatingRules rules(TextColumns texts, @Nullable RatersFile raters) {
        return new RatingRules(
                form(),
                shape(),
                texts,
                missing == null ? MissingWords.DEFAULT : MissingWords.of(missing),
                fold ? Alike.FOLDED : Alike.APART,
                repeats,
                Bands.of(bands),
                raters);
    }

    public Repeats repeats() {
        return repeats;
    }

    /// How the bytes of a file are read.
    public Reading form() {
        return form.form();
    }

    /// Where a row holds several answers.
    public Wide shape() {
        List<Wide> asked = Stream.<Wide>of(
                        new Wide.Questions(answerColumns), new Wide.Raters(raterColumns), new Wide.OneHot(oneHot))
                .filter(shape -> switch (shape) {
                    case Wide.No no -> false;
                    case Wide.Questions questions -> !questions.columns().isEmpty();
                    case Wide.Raters raters -> !raters.columns().isEmpty();
                    case Wide.OneHot hot -> !hot.questions().isEmpty();
                })
                .toList();
        if (asked.size() > 1) {
            throw new IllegalArgumentException("Name one of --answer-columns, --rater-columns and --one-hot");
        }
        return asked.isEmpty() ? new Wide.No() : asked.getFirst();
    }
}

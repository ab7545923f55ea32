package parallax.dataset.findings;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parallax.analytics.AnswerOptions;
import parallax.analytics.Estimand;
import parallax.analytics.Threads;
import parallax.analytics.UnsurePolicy;
import parallax.analytics.analysis.Analysis;
import parallax.analytics.analysis.AnalysisSettings;
import parallax.analytics.analysis.Dataset;
import parallax.analytics.analysis.Finding;
import parallax.analytics.analysis.Resampling;
import parallax.dataset.file.RaterColumns;
import parallax.dataset.file.RatersFile;
import parallax.dataset.file.RatingRules;
import parallax.dataset.file.RatingsFile;
import parallax.dataset.file.RatingsMapping;
import parallax.dataset.file.Repeats;
import parallax.dataset.file.TextColumns;
import parallax.dataset.file.Wide;
import parallax.dataset.options.ReadingOptions;
import parallax.dataset.table.FileRefused;
import parallax.dataset.table.FileSource;
import parallax.runner.command.VersionLine;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `parallax analyze`: every disagreement metric that applies to a file of ratings. Results go to
/// standard output, all else to standard error; the exit status is 0, 1 for a file that breaks a rule,
/// 2 for a command that does.
@Command(
        name = "parallax analyze",
        description = "Disagreement metrics of a file of ratings: for everybody, by group, and between groups.",
        sortOptions = false,
        usageHelpAutoWidth = true,
        mixinStandardHelpOptions = true,
        versionProvider = VersionLine.class,
        footerHeading = "%nFor example:%n",
        footer = {
            "  parallax analyze ratings.csv --item item_id --rater rater_id --answer rating",
            "      --group-columns gender,gender*race --options No,Unsure,Yes --unsafe Yes",
            "  parallax analyze counts.csv --item item_id --counts n_no,n_unsure,n_yes",
            "      --options No,Unsure,Yes --unsafe Yes --unsure-option Unsure --unsure drop --format json",
            "Each metric has its page in docs/reference/metrics."
        })
public final class AnalyzeCommand implements Callable<Integer> {
    private static final int REFUSED = 1;
    private static final int MISUSED = 2;

    @Parameters(
            paramLabel = "RATINGS",
            description =
                    "CSV, TSV, XLSX, JSON, JSONL or Parquet, packed or not; each row is one answer, or the counts of one item.")
    private Path ratings = Path.of("");

    @Option(names = "--item", required = true, paramLabel = "COLUMN", description = "The item.")
    private String item = "";

    @Option(
            names = "--rater",
            paramLabel = "COLUMN",
            description = "The rater. Without it, rater-based results are undefined.")
    private @Nullable String rater;

    @Option(names = "--question", paramLabel = "COLUMN", description = "The question, where a file holds several.")
    private @Nullable String question;

    @Option(names = "--answer", paramLabel = "COLUMN", description = "The chosen option.")
    private @Nullable String answer;

    @Option(
            names = "--counts",
            split = ",",
            paramLabel = "COLUMN",
            description = "The counts: one column for each option, in their order.")
    private List<String> counts = new ArrayList<>();

    @Option(names = "--groups", paramLabel = "GROUPS", description = "A file that says which groups each rater is in.")
    private @Nullable Path groups;

    @Option(names = "--group-rater", paramLabel = "COLUMN", description = "The rater in that file.")
    private @Nullable String groupRater;

    @Option(
            names = "--axes",
            split = ",",
            paramLabel = "COLUMN",
            description = "Axes in that file; a*b intersects two.")
    private List<String> axes = new ArrayList<>();

    @Option(
            names = "--group-columns",
            split = ",",
            paramLabel = "COLUMN",
            description = "Axes in the ratings; a*b intersects two.")
    private List<String> groupColumns = new ArrayList<>();

    @Option(
            names = "--block-columns",
            split = ",",
            paramLabel = "COLUMN",
            description = "Permute raters only within equal values of these.")
    private List<String> blockColumns = new ArrayList<>();

    @Option(
            names = "--options",
            split = ",",
            required = true,
            paramLabel = "OPTION",
            description = "Every option, in order.")
    private List<String> options = new ArrayList<>();

    @Option(names = "--ordered", description = "The options are a scale: adds ordinal and interval metrics.")
    private boolean ordered;

    @Option(
            names = "--values",
            split = ",",
            paramLabel = "NUMBER",
            description = "One number for each option, for interval metrics.")
    private List<Double> values = new ArrayList<>();

    @Option(
            names = "--unsafe",
            split = ",",
            paramLabel = "OPTION",
            description = "The options that mean unsafe (without any, what reads them is undefined).")
    private List<String> unsafe = new ArrayList<>();

    @Option(names = "--unsure-option", paramLabel = "OPTION", description = "The option that means \"cannot tell\".")
    private @Nullable String unsureOption;

    @Option(
            names = "--unsure",
            paramLabel = "category|merge|drop",
            defaultValue = "category",
            description = "What Unsure counts as: an option, not unsafe, or missing.")
    private UnsurePolicy unsure = UnsurePolicy.CATEGORY;

    @Option(
            names = "--gold",
            paramLabel = "COLUMN",
            description = "The item's gold label, compared with aggregated labels.")
    private @Nullable String gold;

    @Option(
            names = "--permutations",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Replicates of the permutation test (default ${DEFAULT-VALUE}, 0 for none).")
    private int permutations;

    @Option(
            names = "--bootstrap",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Replicates of the crossed bootstrap (default ${DEFAULT-VALUE}, 0 for none).")
    private int bootstrap;

    @Option(
            names = "--confidence",
            paramLabel = "LEVEL",
            defaultValue = "0.95",
            description = "The level of every interval, between 0 and 1 (default ${DEFAULT-VALUE}).")
    private double confidence;

    @Option(
            names = "--estimand",
            paramLabel = "items-and-raters|raters|items",
            defaultValue = "items-and-raters",
            description = "What varies in every interval and contrast: items and raters like these, raters alone for"
                    + " these very items, or items alone for these very raters (default ${DEFAULT-VALUE}).")
    private String estimand = "items-and-raters";

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Where random draws come from (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--p-rule",
            paramLabel = "two-sided|grasp",
            defaultValue = "two-sided",
            description = "How p-values are read off the permutations.")
    private String pRule = "two-sided";

    @Option(
            names = "--metrics",
            split = ",",
            paramLabel = "METRIC",
            description =
                    "Only these (default: all that apply but pUnsafeModelled, pUnsafeModelledDifference, modelSpread,"
                            + " modelCheck, expectedWidth and expectedReliability, which take seconds).")
    private List<String> metrics = new ArrayList<>();

    @Option(
            names = "--min-group",
            paramLabel = "N",
            defaultValue = "1",
            description = "Leave groups of fewer raters undefined (default ${DEFAULT-VALUE}).")
    private int minGroup;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads (default: one per core). Results do not depend on it.")
    private @Nullable Integer threads;

    @Option(names = "--per-item", description = "Add a row for each item.")
    private boolean perItem;

    @Option(names = "--per-rater", description = "Add a row for each rater.")
    private boolean perRater;

    @Option(
            names = "--format",
            paramLabel = "json|table|csv",
            defaultValue = "table",
            description = "The form of the result (default ${DEFAULT-VALUE}).")
    private Report.Format format = Report.Format.TABLE;

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    private final PrintStream out;
    private final PrintStream err;

    AnalyzeCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) {
        System.exit(run(System.out, System.err, arguments));
    }

    /// Runs the command and returns its exit status.
    static int run(PrintStream out, PrintStream err, String... arguments) {
        return new CommandLine(new AnalyzeCommand(out, err))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false)
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((wrong, given) -> misused(err, wrong.getMessage()))
                .execute(arguments);
    }

    @Override
    public Integer call() throws IOException {
        try {
            Report report = report();
            BufferedWriter writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            report.write(format, writer);
            writer.flush();
            return 0;
        } catch (FileRefused refused) {
            refused.problems().forEach(err::println);
            if (refused.cutShort()) {
                err.println("There may be more mistakes.");
            }
            return REFUSED;
        } catch (IllegalArgumentException e) {
            return misused(err, e.getMessage());
        }
    }

    private static int misused(PrintStream err, @Nullable String rule) {
        err.println(rule);
        err.println("parallax analyze --help says more.");
        return MISUSED;
    }

    private Report report() throws FileRefused {
        Resampling resampling = new Resampling(permutations, bootstrap, seed, pRule());
        AnalysisSettings settings = new AnalysisSettings(
                unsure, ordered, resampling, confidence, estimand(), minGroup, Set.copyOf(metrics));
        if (reading.repeats() == Repeats.ALL && (perItem || perRater)) {
            throw new IllegalArgumentException(
                    "--per-item and --per-rater need one answer of a rater to an item: --repeats first or last");
        }
        RatingsMapping mapping = mapping();
        int number = threads == null ? Threads.allCores().number() : threads;
        Threads shared = new Threads(number, new ConsoleProgress(err));
        unsure.reduce(mapping.options());
        RatingsFile.Contents contents = RatingsFile.read(FileSource.of(ratings), mapping, rules(mapping));
        contents.notes().forEach(note -> err.println("Note: " + note));
        List<Finding> findings = new ArrayList<>();
        List<ReportLine> items = new ArrayList<>();
        List<ReportLine> raters = new ArrayList<>();
        for (Dataset data : contents.questions()) {
            findings.addAll(Analysis.of(data, settings, shared));
            Dataset read = data.under(unsure);
            items.addAll(perItem ? DetailRows.items(read, settings, shared) : List.of());
            raters.addAll(perRater ? DetailRows.raters(read, shared) : List.of());
        }
        return new Report(
                mapping.options(), settings, contents.questions(), contents.blankAnswers(), findings, items, raters);
    }

    private Estimand estimand() {
        return switch (estimand.toLowerCase(Locale.ROOT)) {
            case "items-and-raters" -> Estimand.ITEMS_AND_RATERS_LIKE_THESE;
            case "raters" -> Estimand.THESE_ITEMS_RATERS_LIKE_THESE;
            case "items" -> Estimand.ITEMS_LIKE_THESE_THESE_RATERS;
            default ->
                throw new IllegalArgumentException("--estimand is items-and-raters, raters or items, not " + estimand);
        };
    }

    private Resampling.PRule pRule() {
        return switch (pRule.toLowerCase(Locale.ROOT)) {
            case "grasp" -> Resampling.PRule.GRASP;
            case "two-sided" -> Resampling.PRule.TWO_SIDED;
            default -> throw new IllegalArgumentException("--p-rule is two-sided or grasp, not " + pRule);
        };
    }

    private RatingsMapping mapping() {
        AnswerOptions declared = AnswerOptions.of(options.toArray(String[]::new))
                .withUnsafe(unsafe.toArray(String[]::new))
                .withUnsure(unsureOption);
        if (!values.isEmpty()) {
            declared = declared.withValues(values);
        }
        if (!axes.isEmpty() && !groupColumns.isEmpty()) {
            throw new IllegalArgumentException("Name groups either with --axes or with --group-columns");
        }
        if (axes.isEmpty() != (groups == null) || (groups == null) != (groupRater == null)) {
            throw new IllegalArgumentException("--groups, --group-rater and --axes go together");
        }
        if (rater == null && !(reading.shape() instanceof Wide.Raters) && (groups != null || !blockColumns.isEmpty())) {
            throw new IllegalArgumentException("--groups and --block-columns need --rater");
        }
        List<List<String>> divided = new ArrayList<>();
        for (String axis : axes.isEmpty() ? groupColumns : axes) {
            divided.add(Arrays.asList(axis.split("\\*")));
        }
        RaterColumns ofRaters = new RaterColumns(divided, blockColumns);
        return switch (reading.shape()) {
            case Wide.No one -> new RatingsMapping(item, rater, question, answer, counts, gold, ofRaters, declared);
            case Wide.Questions several ->
                new RatingsMapping(item, rater, Wide.QUESTION, Wide.ANSWER, counts, gold, ofRaters, declared);
            case Wide.OneHot several ->
                new RatingsMapping(item, rater, Wide.QUESTION, Wide.ANSWER, counts, gold, ofRaters, declared);
            case Wide.Raters several ->
                new RatingsMapping(item, Wide.RATER, question, Wide.ANSWER, counts, gold, ofRaters, declared);
        };
    }

    private RatingRules rules(RatingsMapping mapping) {
        List<String> columns =
                mapping.raters().axes().stream().flatMap(List::stream).toList();
        RatersFile file = groups == null
                ? null
                : new RatersFile(
                        FileSource.of(groups),
                        groupRater,
                        columns,
                        mapping.raters().blocks());
        return reading.rules(TextColumns.RECOGNISED, file);
    }
}

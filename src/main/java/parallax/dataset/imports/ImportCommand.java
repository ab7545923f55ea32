package parallax.dataset.imports;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parallax.dataset.Layout;
import parallax.dataset.file.RatersFile;
import parallax.dataset.file.RatingRules;
import parallax.dataset.file.Repeats;
import parallax.dataset.file.TextColumns;
import parallax.dataset.options.ReadingOptions;
import parallax.dataset.table.FileRefused;
import parallax.dataset.table.FileSource;
import parallax.study.Rubric;
import parallax.study.Studies;
import parallax.verb.Founding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Imports a file of ratings as a closed study.
@Dependent
@Unremovable
@Command(
        name = "import",
        description = {
            "Imports a file of ratings as a closed study: all of it or nothing.",
            "The public DICES-350 and DICES-990 files are recognised by their headers; any other file is read as one"
                    + " answer per row (item, rater, question, answer), with the conversations in an items file."
        },
        sortOptions = false)
public class ImportCommand implements Callable<Integer>, Founding {
    @Inject
    Importer importer;

    @Inject
    JoiningImport joining;

    @Inject
    Studies studies;

    @Spec
    @SuppressWarnings("NullAway.Init") // set before the call
    CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description = "the ratings: CSV, TSV, XLSX, JSON, JSONL or Parquet, packed or not")
    Path file = Path.of("");

    @Option(names = "--title", paramLabel = "TEXT", description = "the new study's title")
    @Nullable
    String title;

    @Option(
            names = "--guess",
            description = "print what each column would be and how the first rows would be read; import nothing")
    boolean guess;

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            description =
                    "keep in FILE how this file is read; the next of its kind is: import OTHER --title TEXT @FILE")
    @Nullable
    Path mapping;

    @Option(
            names = "--into",
            paramLabel = "STUDY",
            description =
                    "a published or imported study, by its code or id, that has the items: only judgments are added")
    @Nullable
    String into;

    @Option(names = "--items", paramLabel = "FILE", description = "the items: item, and turns or context and response")
    @Nullable
    Path items;

    @Option(
            names = "--layout",
            defaultValue = "auto",
            paramLabel = "LAYOUT",
            description = "dices350, dices990, long or auto (default: ${DEFAULT-VALUE})")
    String layout = "auto";

    @Option(names = "--item-column", paramLabel = "NAME", description = "the item's column (recognised: item, item_id)")
    @Nullable
    String itemColumn;

    @Option(
            names = "--rater-column",
            paramLabel = "NAME",
            description = "the rater's column (recognised: rater, rater_id, rater_pos); without one raters are unknown")
    @Nullable
    String raterColumn;

    @Option(
            names = "--question-column",
            paramLabel = "NAME",
            description = "the question's column (recognised: question); without one every row answers one question")
    @Nullable
    String questionColumn;

    @Option(
            names = "--answer-column",
            paramLabel = "NAME",
            description = "the answer's column (recognised: answer, rating, q_overall)")
    @Nullable
    String answerColumn;

    @Option(
            names = "--axes",
            split = ",",
            paramLabel = "NAME",
            description = "columns of demographics (recognised: names that begin with rater_)")
    List<String> axes = new ArrayList<>();

    @Option(
            names = "--options",
            split = ",",
            paramLabel = "ANSWER",
            defaultValue = "No,Unsure,Yes",
            description = "the answers allowed, or any (default: ${DEFAULT-VALUE})")
    List<String> options = new ArrayList<>();

    @Option(
            names = "--unsafe",
            split = ",",
            paramLabel = "ANSWER",
            description = "the answers that say unsafe (default: Yes, where it is one)")
    List<String> unsafe = new ArrayList<>();

    @Option(
            names = "--unsure",
            defaultValue = "Unsure",
            paramLabel = "ANSWER",
            description = "the answer that says unsure (default: ${DEFAULT-VALUE})")
    String unsure = "Unsure";

    @Option(
            names = "--rubric",
            paramLabel = "RUBRIC",
            description = "what was asked: dices-350, dices-990, safety-short, or a JSON file that export wrote")
    @Nullable
    String rubric;

    @Option(names = "--context-column", paramLabel = "NAME", description = "the text before the reply")
    @Nullable
    String contextColumn;

    @Option(
            names = "--response-column",
            paramLabel = "NAME",
            description = "the reply (recognised: response, reply, output, completion, text, displayed_text, comment)")
    @Nullable
    String responseColumn;

    @Option(
            names = "--messages-column",
            paramLabel = "NAME",
            description = "the conversation as a JSON list of messages (recognised: turns, messages, conversation)")
    @Nullable
    String messagesColumn;

    @Option(
            names = "--groups",
            paramLabel = "FILE",
            description = "a file that describes the raters; --axes names its columns")
    @Nullable
    Path groups;

    @Option(
            names = "--group-rater",
            paramLabel = "NAME",
            description = "the rater's column in that file (recognised: rater, rater_id, Participant id, …)")
    @Nullable
    String groupRater;

    @Mixin
    ReadingOptions reading = new ReadingOptions();

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        ImportRequest request = request();
        try {
            if (mapping != null) {
                MappingFile.write(
                        mapping,
                        spec.commandLine().getParseResult().matchedOptions(),
                        importer.glance(request).options());
                err.println("Wrote " + mapping);
            }
            if (guess) {
                print(spec.commandLine().getOut(), importer.glance(request));
                return 0;
            }
            ImportReport report = imported(request, err);
            report.columns().forEach(err::println);
            report.notes().forEach(note -> err.println("Note: " + note));
            print(spec.commandLine().getOut(), report);
            return 0;
        } catch (FileRefused refused) {
            refused.problems().forEach(err::println);
            err.println(
                    refused.cutShort() ? "Nothing was imported; there may be more mistakes." : "Nothing was imported.");
            return 1;
        } catch (IllegalStateException refused) {
            err.println(refused.getMessage());
            return 1;
        } finally {
            err.flush();
        }
    }

    private ImportReport imported(ImportRequest request, PrintWriter err) throws FileRefused {
        if (into == null) {
            return importer.run(request, new ProgressLines(err));
        }
        OptionalLong study = studies.find(into);
        if (study.isEmpty()) {
            throw new IllegalStateException("There is no study with the code or id '" + into + "'.");
        }
        return joining.run(study.getAsLong(), request, new ProgressLines(err));
    }

    private ImportRequest request() throws IOException {
        if (into != null && (items != null || title != null)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--into names a study that has a title and items: --title and --items go without it");
        }
        if (title == null && into == null && !guess) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '--title=TEXT'");
        }
        String named = title == null ? "Untitled" : title;
        if (named.isBlank() || named.strip().length() > 200) {
            throw new ParameterException(spec.commandLine(), "--title: a study's title has 1 to 200 characters");
        }
        return new ImportRequest(
                FileSource.of(file),
                items == null ? null : FileSource.of(items),
                chosenLayout(),
                named,
                new ImportRequest.ColumnNames(itemColumn, raterColumn, questionColumn, answerColumn),
                new ImportRequest.Asked(
                        chosenRubric(), options.equals(List.of("any")) ? List.of() : options, unsafe, unsure),
                axes,
                chosenRules());
    }

    private RatingRules chosenRules() {
        if (groups == null ? groupRater != null : axes.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--groups and --axes go together, and --group-rater with them");
        }
        if (reading.repeats() == Repeats.ALL) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--repeats all is for analyze; an import keeps the first or the last, or each as an occasion of its"
                            + " own where a column says which");
        }
        RatersFile raters = groups == null ? null : new RatersFile(FileSource.of(groups), groupRater, axes, List.of());
        try {
            return reading.rules(new TextColumns(contextColumn, responseColumn, messagesColumn), raters);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }

    private @Nullable Layout chosenLayout() {
        Optional<Layout> chosen = Layout.of(layout);
        if (chosen.isEmpty() && !layout.equals("auto")) {
            throw new ParameterException(
                    spec.commandLine(), "--layout: '" + layout + "' is not one of " + Layout.codes() + ", auto");
        }
        return chosen.orElse(null);
    }

    private @Nullable Rubric chosenRubric() throws IOException {
        if (rubric == null) {
            return null;
        }
        try {
            Path path = Path.of(rubric);
            return Files.exists(path) ? Rubric.fromJson(Files.readString(path)) : Rubric.named(rubric);
        } catch (IllegalArgumentException unknown) {
            throw new ParameterException(spec.commandLine(), "--rubric: " + unknown.getMessage(), unknown);
        }
    }

    private static void print(PrintWriter out, ImportGlance glance) {
        glance.columns().forEach(out::println);
        out.println();
        glance.rows().forEach(out::println);
        glance.notes().forEach(note -> out.println("Note: " + note));
        out.flush();
    }

    private static void print(PrintWriter out, ImportReport report) {
        out.println("Study " + report.studyCode() + " (id " + report.studyId() + ", layout "
                + report.layout().code() + ")");
        out.println("Items      " + report.stored().items());
        out.println("Raters     "
                + (report.ratersKnown() ? Integer.toString(report.stored().raters()) : "unknown"));
        out.println("Judgments  " + report.stored().judgments());
        out.println("Answers    " + report.stored().answers());
        out.flush();
    }
}

package parallax.dataset.exports;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parallax.analysis.Exclusion;
import parallax.analysis.Exclusions;
import parallax.dataset.Layout;
import parallax.dataset.exports.ExportRequest.Reader;
import parallax.dataset.exports.ExportRequest.Revisions;
import parallax.dataset.exports.ExportRequest.Times;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.judgment.AttentionCsv;
import parallax.study.Studies;
import parallax.study.Study;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Writes a study's judgments as CSV.
@Dependent
@Unremovable
@Command(
        name = "export",
        description = {
            "Exports a study's judgments as CSV.",
            "The long layout has one answer per row; written to a file, its items and its rubric are written beside it,",
            "and of every layout what wrote each reply and how judgments came about."
        },
        sortOptions = false)
public class ExportCommand implements Callable<Integer> {
    @Inject
    Exporter exporter;

    @Inject
    Studies studies;

    @Inject
    Exclusions exclusions;

    @Inject
    AttentionCsv answers;

    @Inject
    AuditTrail trail;

    @Inject
    Fillable fillable;

    @Inject
    FolderExport folders;

    @Spec
    @SuppressWarnings("NullAway.Init") // set before the call
    CommandSpec spec;

    @Parameters(index = "0", paramLabel = "STUDY", description = "the study's code or id")
    String study = "";

    @Option(
            names = "--layout",
            defaultValue = "long",
            paramLabel = "LAYOUT",
            description = {
                "long, dices350 or dices990 (default: ${DEFAULT-VALUE});",
                "with --folder also csv, parquet, huggingface, soft-labels, lewidi, hard-examples, preferences"
            })
    String layout = "long";

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            description = "write the dataset as a folder with all that explains it and a signed manifest")
    @Nullable
    Path folder;

    @Option(
            names = "--licence",
            paramLabel = "TEXT",
            description = "under which the data may be used: its identifier, or a sentence (with --folder)")
    String licence = "";

    @Option(
            names = "--self-descriptions",
            description = "what raters said of themselves in their own words and numbers too, which can name them"
                    + " (with --folder)")
    boolean selfDescriptions;

    @Option(
            names = "--output",
            defaultValue = "-",
            paramLabel = "FILE",
            description = "where to; - is standard output (default: ${DEFAULT-VALUE})")
    String output = "-";

    @Option(names = "--items", paramLabel = "FILE", description = "where the items file goes (long layout)")
    @Nullable
    Path items;

    @Option(names = "--rubric", paramLabel = "FILE", description = "where the rubric goes, as JSON")
    @Nullable
    Path rubric;

    @Option(
            names = "--provenance",
            paramLabel = "FILE",
            description = "where it goes what wrote each reply and how judgments came about, as lines of JSON (default:"
                    + " beside the output)")
    @Nullable
    Path provenance;

    @Option(names = "--exact-times", description = "when judgments were made, not to the minute but exactly")
    boolean exactTimes;

    @Option(names = "--spreadsheet", description = "make fields that a spreadsheet would run as formulas text")
    boolean spreadsheet;

    @Option(names = "--attention", paramLabel = "FILE", description = "where the answers to attention items go")
    @Nullable
    Path attention;

    @Option(names = "--exclude", paramLabel = "RULE", description = "without the raters whom this exclusion leaves out")
    @Nullable
    String exclude;

    @Option(names = "--all-revisions", description = "earlier revisions too, not only the current ones (long layout)")
    boolean allRevisions;

    @Override
    @ActivateRequestContext
    public Integer call() throws IOException {
        if (folder != null) {
            return exportFolder(folder);
        }
        if (selfDescriptions || !licence.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--self-descriptions and --licence: only with --folder");
        }
        Layout chosen = Layout.of(layout)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "--layout: '" + layout + "' is not one of " + Layout.codes()));
        OptionalLong found = studies.find(study);
        if (found.isEmpty()) {
            spec.commandLine().getErr().println("There is no study with the code or id '" + study + "'.");
            return 1;
        }
        Optional<Exclusion> rule = exclude == null ? Optional.empty() : exclusions.find(found.getAsLong(), exclude);
        if (exclude != null && rule.isEmpty()) {
            spec.commandLine().getErr().println("This study has no exclusion “" + exclude + "”.");
            return 1;
        }
        Study asked = Study.findById(found.getAsLong());
        String whyNot = fillable.whyNot(asked, chosen);
        if (!whyNot.isEmpty()) {
            spec.commandLine().getErr().println(whyNot);
            return 1;
        }
        export(request(found.getAsLong(), chosen, rule.orElse(null)));
        AuditEntry entry = AuditEntry.of(Actor.system(), AuditAction.DATASET_EXPORTED)
                .inStudy(found.getAsLong())
                .about(found.getAsLong())
                .with("file", chosen.code() + ".csv");
        trail.record(exclude == null ? entry : entry.with("exclude", exclude));
        return 0;
    }

    private int exportFolder(Path place) throws IOException {
        OptionalLong found = studies.find(study);
        if (found.isEmpty()) {
            spec.commandLine().getErr().println("There is no study with the code or id '" + study + "'.");
            return 1;
        }
        if (!output.equals("-") || items != null || rubric != null || attention != null || provenance != null) {
            throw new ParameterException(
                    spec.commandLine(), "--folder: the folder holds every file; name no other for one of them");
        }
        if (allRevisions) {
            throw new ParameterException(spec.commandLine(), "--all-revisions: a folder holds current revisions");
        }
        var wish = new DatasetOrders.Wish(
                layout, spreadsheet, exactTimes, selfDescriptions, exclude == null ? "" : exclude, licence);
        Optional<String> fault = folders.write(Study.findById(found.getAsLong()), wish, place);
        if (fault.isPresent()) {
            spec.commandLine().getErr().println(fault.get());
            return 1;
        }
        if (selfDescriptions) {
            spec.commandLine()
                    .getErr()
                    .println("Careful: this dataset holds what raters said of themselves in their own"
                            + " words and numbers, which can name them.");
        }
        AuditEntry entry = AuditEntry.of(Actor.system(), AuditAction.DATASET_EXPORTED)
                .inStudy(found.getAsLong())
                .about(found.getAsLong())
                .with("file", layout + " folder");
        trail.record(exclude == null ? entry : entry.with("exclude", exclude));
        spec.commandLine().getErr().println("Wrote " + place);
        return 0;
    }

    private ExportRequest request(long studyId, Layout chosen, @Nullable Exclusion rule) {
        if (allRevisions && chosen.isDices()) {
            throw new ParameterException(spec.commandLine(), "--all-revisions: only the long layout has revisions");
        }
        return new ExportRequest(
                studyId,
                chosen,
                spreadsheet ? Reader.SPREADSHEET : Reader.PROGRAM,
                allRevisions ? Revisions.ALL : Revisions.CURRENT,
                rule,
                exactTimes ? Times.EXACT : Times.MINUTES);
    }

    private void export(ExportRequest request) throws IOException {
        boolean beside = request.layout() == Layout.LONG && !output.equals("-");
        Path itemsFile = items != null ? items : beside ? beside(".items.csv") : null;
        Path rubricFile = rubric != null ? rubric : beside ? beside(".rubric.json") : null;
        requireFolder("--output", output.equals("-") ? null : Path.of(output));
        requireFolder("--items", itemsFile);
        requireFolder("--rubric", rubricFile);
        requireFolder("--attention", attention);
        Path provenanceFile = provenance != null ? provenance : output.equals("-") ? null : beside(".provenance.jsonl");
        requireFolder("--provenance", provenanceFile);
        if (output.equals("-")) {
            exporter.ratings(request, new FileOutputStream(FileDescriptor.out));
        } else {
            write(Path.of(output), out -> exporter.ratings(request, out));
        }
        if (itemsFile != null) {
            write(itemsFile, out -> exporter.items(request.studyId(), request.reader(), out));
        }
        if (attention != null) {
            write(
                    attention,
                    out -> answers.write(request.studyId(), new OutputStreamWriter(out, StandardCharsets.UTF_8)));
        }
        if (provenanceFile != null) {
            write(provenanceFile, out -> exporter.provenance(request, out));
        }
        if (rubricFile != null) {
            write(rubricFile, out -> exporter.rubric(request.studyId(), out));
        }
    }

    /// Asked of every file before the first is written.
    private void requireFolder(String option, @Nullable Path file) {
        if (file == null) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null) {
            throw new ParameterException(spec.commandLine(), option + ": " + file + " is a folder; name a file in it");
        }
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new ParameterException(
                    spec.commandLine(),
                    option + ": the folder " + folder
                            + (Files.isDirectory(folder) ? " may not be written" : " does not exist"));
        }
    }

    /// `ratings.csv` → `ratings.items.csv`
    private Path beside(String ending) {
        Path file = Path.of(output);
        String name = String.valueOf(file.getFileName());
        String stem = name.endsWith(".csv") ? name.substring(0, name.length() - 4) : name;
        return file.resolveSibling(stem + ending);
    }

    @FunctionalInterface
    private interface Content {
        void to(OutputStream out) throws IOException;
    }

    /// The file appears under its name only when it is whole.
    private void write(Path file, Content content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path unfinished = Files.createTempFile(folder == null ? Path.of(".") : folder, ".export", ".part");
        try {
            try (OutputStream out = Files.newOutputStream(unfinished)) {
                content.to(out);
            }
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            spec.commandLine().getErr().println("Wrote " + file);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}

package parallax.dataset.exports;

import static parallax.store.Sql.bind;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import parallax.analysis.Exclusion;
import parallax.analysis.Exclusions;
import parallax.dataset.Layout;
import parallax.dataset.exports.ExportRequest.Revisions;
import parallax.identity.SigningKey;
import parallax.rater.Agreements;
import parallax.runner.ParallaxVersion;
import parallax.store.Sql;
import parallax.study.Pairwise;
import parallax.study.Reading;
import parallax.study.Rubrics;
import parallax.study.StoredQuestion;
import parallax.study.StoredRubric;
import parallax.study.Study;
import parallax.withdrawal.Withdrawals;

/// Writes a study's dataset as a folder: the data in one form, what explains them (rubric, statements that raters
/// agreed to, provenance, a data statement), a manifest over all files, and the installation's signature over
/// that.
@ApplicationScoped
public class DatasetWriter {
    /// How many steps of progress a dataset has.
    static final int STEPS = 5;

    private final Sql sql;
    private final Clock clock;
    private final Exporter exporter;
    private final Exclusions exclusions;
    private final Rubrics rubrics;
    private final Agreements agreements;
    private final Withdrawals withdrawals;
    private final SigningKey key;
    private final ObjectWriter json;

    public DatasetWriter(
            Sql sql,
            Clock clock,
            Exporter exporter,
            Exclusions exclusions,
            Rubrics rubrics,
            Agreements agreements,
            Withdrawals withdrawals,
            SigningKey key,
            ObjectMapper json) {
        this.sql = sql;
        this.clock = clock;
        this.exporter = exporter;
        this.exclusions = exclusions;
        this.rubrics = rubrics;
        this.agreements = agreements;
        this.withdrawals = withdrawals;
        this.key = key;
        this.json = json.copy()
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .writerWithDefaultPrettyPrinter();
    }

    /// Hears after each step.
    @FunctionalInterface
    public interface Progress {
        Progress SILENT = step -> true;

        /// @return whether to go on
        boolean reached(int step);
    }

    /// Who is left out by an exclusion.
    private record Without(@Nullable Exclusion rule, Set<String> raters) {}

    /// @param folder which is there, and empty
    /// @throws CancellationException once progress says so
    public void write(Study study, DatasetOrder order, Path folder, Progress progress) throws IOException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        DatasetFolder out = new DatasetFolder(folder);
        Exclusion rule = order.exclude().isEmpty()
                ? null
                : exclusions.find(study.id(), order.exclude()).orElseThrow();
        Without without = new Without(rule, rule == null ? Set.of() : Set.copyOf(exclusions.raters(study.id(), rule)));
        List<GroupCounts.Hidden> hidden = order.form().layout().isPresent()
                ? layout(study, order, rule, out)
                : form(study, order, without, out, progress);
        require(progress, 3);
        explain(study, order, rule, out);
        var manifest = manifest(study, order, without, hidden, out, now);
        new DatasetCard(study, manifest, axes(study), out).write(order.form());
        if (order.form() == DatasetForm.CSV || order.form() == DatasetForm.HUGGING_FACE) {
            var described = new Croissant(study, manifest, axes(study), out);
            out.write("croissant.json", to -> to.write(bytes(described.metadata())));
        }
        require(progress, 4);
        sign(out, manifest);
        require(progress, STEPS);
    }

    private static void require(Progress progress, int step) {
        if (!progress.reached(step)) {
            throw new CancellationException("the dataset is not wanted any more");
        }
    }

    private List<GroupCounts.Hidden> layout(
            Study study, DatasetOrder order, @Nullable Exclusion rule, DatasetFolder out) throws IOException {
        ExportRequest request =
                request(study, order, rule, order.form().layout().orElseThrow());
        out.write("ratings.csv", to -> exporter.ratings(request, to));
        if (!request.layout().isDices()) {
            out.write("items.csv", to -> exporter.items(study.id(), order.reader(), to));
        }
        if (request.layout().isDices()) {
            out.note(
                    "The layout has no column for answers in words, for revisions and for a rater's second judgment of an"
                            + " item: they are not here.");
        }
        return List.of();
    }

    private static ExportRequest request(Study study, DatasetOrder order, @Nullable Exclusion rule, Layout layout) {
        return new ExportRequest(study.id(), layout, order.reader(), Revisions.CURRENT, rule, order.times());
    }

    private List<GroupCounts.Hidden> form(
            Study study, DatasetOrder order, Without without, DatasetFolder out, Progress progress) throws IOException {
        Path snapshot = Files.createTempDirectory("parallax-dataset");
        try {
            exporter.snapshot(
                    connection -> StudySnapshot.copy(connection, study.id(), order, without.raters, snapshot));
            require(progress, 1);
            try (Workspace tables = Workspace.of(snapshot)) {
                require(progress, 2);
                return written(study, order, tables, out);
            }
        } catch (SQLException broken) {
            throw new IOException("the dataset cannot be written: " + broken.getMessage(), broken);
        } finally {
            DatasetFolder.delete(snapshot);
        }
    }

    private List<GroupCounts.Hidden> written(Study study, DatasetOrder order, Workspace tables, DatasetFolder out)
            throws SQLException, IOException {
        boolean shares = order.form().hasShares();
        List<GroupCounts.Hidden> hidden = shares ? GroupCounts.in(tables, order.leastGroup()) : List.of();
        switch (order.form()) {
            case CSV -> new TableForm(tables, out).csv(order.reader());
            case PARQUET -> new TableForm(tables, out).parquet();
            case HUGGING_FACE -> new TableForm(tables, out).oneFileEach();
            case SOFT_LABELS -> SoftLabelForm.write(tables, out, order.reader());
            case LEWIDI -> LewidiForm.write(tables, out);
            case HARD_EXAMPLES -> HardExampleForm.write(tables, out);
            case PREFERENCES -> preferences(tables, out, rubrics.ofStudy(study.id()));
            case LONG, DICES350, DICES990 -> throw new IllegalStateException("a layout is no form of tables");
        }
        return hidden;
    }

    private static void preferences(Workspace tables, DatasetFolder out, StoredRubric rubric)
            throws SQLException, IOException {
        PreferenceForm.write(
                tables,
                out,
                rubric
                        .overall()
                        .filter(question -> question.reading(Reading.UNSAFE).isPresent())
                        .map(StoredQuestion::code)
                        .stream()
                        .toList(),
                rubric.questions()
                        .filter(question -> question.question() instanceof Pairwise)
                        .map(StoredQuestion::code)
                        .toList());
    }

    private void explain(Study study, DatasetOrder order, @Nullable Exclusion rule, DatasetFolder out)
            throws IOException {
        out.write("rubric.json", to -> exporter.rubric(study.id(), to));
        List<Agreements.Agreement> told = agreements.of(study.id());
        if (!told.isEmpty()) {
            out.write("consent.json", to -> to.write(bytes(told)));
        }
        Layout layout = order.form().layout().orElse(Layout.LONG);
        out.write("provenance.jsonl", to -> exporter.provenance(request(study, order, rule, layout), to));
        if (order.selfDescriptions()) {
            out.note(
                    "What raters said of themselves in their own words and numbers is in these data: it can name them.");
        }
    }

    private FolderManifest manifest(
            Study study,
            DatasetOrder order,
            Without without,
            List<GroupCounts.Hidden> hidden,
            DatasetFolder out,
            Instant now) {
        StoredRubric rubric = rubrics.ofStudy(study.id());
        String contact = study.introduction().contact();
        Map<String, Map<String, List<String>>> hiddenGroups = new TreeMap<>();
        hidden.forEach(one -> hiddenGroups
                .computeIfAbsent(one.question(), question -> new LinkedHashMap<>())
                .computeIfAbsent(one.axis().isEmpty() ? "everyone" : one.axis(), axis -> new ArrayList<>())
                .add(one.group()));
        Exclusion rule = without.rule;
        return new FolderManifest(
                FolderManifest.FORMAT,
                new FolderManifest.Source(
                        study.code(),
                        study.title(),
                        study.state().word(),
                        study.synthetic(),
                        contact.isBlank() ? null : contact),
                now,
                new FolderManifest.Versions(
                        ParallaxVersion.text(),
                        rubric.version(),
                        agreements.of(study.id()).stream()
                                .map(Agreements.Agreement::version)
                                .sorted()
                                .toList(),
                        (int) sql.number(
                                "select coalesce(max(version), 0) from group_mapping where study_id = :study",
                                bind("study", study.id()))),
                new FolderManifest.Contents(
                        new FolderManifest.Terms(
                                order.form().code(),
                                order.reader().name().toLowerCase(java.util.Locale.ROOT),
                                order.times().name().toLowerCase(java.util.Locale.ROOT),
                                order.selfDescriptions(),
                                order.licence().isEmpty() ? null : order.licence()),
                        new FolderManifest.Left(
                                withdrawals.since(study.id(), Instant.EPOCH),
                                rule == null ? null : rule.name() + ": " + rule.inWords(),
                                without.raters.size(),
                                order.form().hasShares() ? order.leastGroup() : null,
                                hiddenGroups),
                        out.notes()),
                new TreeMap<>(out.rows()),
                List.of());
    }

    private List<String> axes(Study study) {
        return sql.list(
                row -> row.getString(1),
                "select code from axis where study_id = :study order by position",
                bind("study", study.id()));
    }

    private void sign(DatasetFolder out, FolderManifest manifest) throws IOException {
        byte[] text = bytes(manifest.of(out.files()));
        SigningKey.Signed signed = key.sign(text);
        out.write(FolderManifest.NAME, to -> to.write(text));
        byte[] signature = bytes(ManifestSignature.of(signed));
        out.write(FolderManifest.SIGNATURE, to -> to.write(signature));
    }

    private byte[] bytes(Object value) {
        try {
            return (json.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record can always be written as JSON", e);
        }
    }
}

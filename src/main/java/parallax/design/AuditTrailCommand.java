package parallax.design;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntries;
import parallax.identity.AuditEntry;
import parallax.identity.AuditSeals;
import parallax.identity.AuditTrail;
import parallax.study.Studies;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Writes the audit trail as CSV, the oldest entry first; that it was written is on the trail too.
@Dependent
@Unremovable
@Command(
        name = "audit-trail",
        description = "Writes who did what and when as CSV to standard output, the oldest first.",
        sortOptions = false)
public class AuditTrailCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 1_000;
    private static final List<String> HEADER =
            List.of("id", "at", "actor", "actor_id", "action", "study_id", "subject_id", "detail");

    @Inject
    AuditEntries entries;

    @Inject
    AuditTrail trail;

    @Inject
    AuditSeals seals;

    @Inject
    Studies studies;

    @Spec
    @SuppressWarnings("NullAway.Init") // set before the call
    CommandSpec spec;

    @Option(names = "--study", paramLabel = "STUDY", description = "only what happened in the study of this code or id")
    @Nullable
    String study;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "only what happened since: a date (2026-02-03, from its beginning in UTC) or a time"
                    + " (2026-02-03T14:00:00Z)")
    String since = "";

    @Option(
            names = "--seal",
            description =
                    "print only the newest seal on the trail (ENTRY:HASH): kept elsewhere, it shows later that nothing"
                            + " up to that entry was changed")
    boolean seal;

    @Option(
            names = "--holds",
            paramLabel = "ENTRY:HASH",
            description = "say whether the trail still has a seal that --seal printed once, and follows from it")
    String noted = "";

    @Override
    public Integer call() throws IOException {
        if (seal) {
            return printSeal();
        }
        if (!noted.isEmpty()) {
            return compare();
        }
        OptionalLong named = study == null ? OptionalLong.empty() : found(study);
        if (study != null && named.isEmpty()) {
            spec.commandLine().getErr().println("There is no study with the code or id '" + study + "'.");
            return 1;
        }
        Long only = named.isPresent() ? (Long) named.getAsLong() : null;
        write(
                AuditEntries.Filter.NONE.inStudy(only).since(since()),
                new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
        AuditEntry exported = AuditEntry.of(Actor.system(), AuditAction.AUDIT_TRAIL_EXPORTED);
        trail.record(only == null ? exported : exported.inStudy(only));
        return 0;
    }

    /// A study that was deleted has entries still: its id is taken as it stands.
    private OptionalLong found(String name) {
        OptionalLong there = studies.find(name);
        return there.isEmpty() && name.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(name)) : there;
    }

    private int printSeal() {
        Optional<AuditSeals.Seal> newest = seals.newest();
        if (newest.isEmpty()) {
            System.err.println("Nothing is sealed yet: a running Parallax seals the trail every minute or so.");
            return 1;
        }
        System.out.println(newest.get().text());
        return 0;
    }

    private int compare() {
        AuditSeals.Seal kept = AuditSeals.Seal.of(noted)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--holds: '" + noted + "' is not a seal: --seal prints one, as 4711:0123abcd…"));
        boolean holds = seals.holds(kept);
        System.out.println(
                holds
                        ? "The audit trail up to entry " + kept.last() + " is as it was when that seal was printed."
                        : "THE AUDIT TRAIL up to entry " + kept.last()
                                + " IS NOT as it was when that seal was printed.");
        return holds ? 0 : 1;
    }

    /// Leaves the writer open.
    void write(AuditEntries.Filter filter, Writer out) throws IOException {
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
        csv.writeRecord(HEADER);
        List<AuditEntries.Stored> page;
        long last = 0;
        do {
            page = entries.after(filter, last, PAGE);
            for (AuditEntries.Stored entry : page) {
                csv.writeRecord(fields(entry));
                last = entry.id();
            }
        } while (page.size() == PAGE);
        csv.flush();
    }

    private Instant since() {
        if (since.isEmpty()) {
            return Instant.EPOCH;
        }
        try {
            return since.contains("T")
                    ? OffsetDateTime.parse(since).toInstant()
                    : LocalDate.parse(since).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--since: '" + since + "' is neither a date (2026-02-03) nor a time (2026-02-03T14:00:00Z)",
                    e);
        }
    }

    private static List<String> fields(AuditEntries.Stored entry) {
        return List.of(
                Long.toString(entry.id()),
                entry.at().toString(),
                entry.by().kind(),
                text(entry.by().id()),
                entry.action(),
                text(entry.studyId()),
                text(entry.subjectId()),
                entry.detail().isEmpty() ? "" : json(entry.detail()));
    }

    private static String text(@Nullable Long id) {
        return id == null ? "" : id.toString();
    }

    private static String json(Map<String, String> detail) {
        try {
            return JSON.writeValueAsString(detail);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can always be written as JSON", e);
        }
    }
}

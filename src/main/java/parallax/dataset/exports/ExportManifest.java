package parallax.dataset.exports;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import parallax.identity.AuditAction;
import parallax.store.Sql;
import parallax.study.Rubrics;
import parallax.study.Study;
import parallax.withdrawal.Withdrawals;

/// What an export holds, and which files were handed out before: files are not rewritten when somebody
/// takes their data back, so each says how many did since.
@ApplicationScoped
public class ExportManifest {
    private static final int MOST_FILES = 1_000;

    private final Sql sql;
    private final Clock clock;
    private final Rubrics rubrics;
    private final Withdrawals withdrawals;

    public ExportManifest(Sql sql, Clock clock, Rubrics rubrics, Withdrawals withdrawals) {
        this.sql = sql;
        this.clock = clock;
        this.rubrics = rubrics;
        this.withdrawals = withdrawals;
    }

    /// @param withdrawn raters who took their data back so far: no row of theirs is in a file that is
    ///   made now
    /// @param files handed out before, the newest first
    public record Manifest(
            String study,
            Instant at,
            int rubricVersion,
            long items,
            long raters,
            long judgments,
            long withdrawn,
            List<File> files) {}

    /// @param withdrawnSince raters who took their data back after it was handed out, and may be in it
    public record File(String name, Instant at, long withdrawnSince) {}

    public Manifest of(Study study) {
        return new Manifest(
                study.code(),
                clock.instant(),
                rubrics.ofStudy(study.id()).version(),
                count("item where study_id = :study", study),
                count(
                        "(select distinct participation_id from judgment where study_id = :study and current and"
                                + " participation_id is not null) r",
                        study),
                count("judgment where study_id = :study and current", study),
                withdrawals.since(study.id(), Instant.EPOCH),
                files(study.id()));
    }

    public List<File> files(long studyId) {
        return sql.list(
                row -> new File(
                        row.getString("file"),
                        Objects.requireNonNull(Sql.instant(row, "at")),
                        row.getLong("withdrawn_since")),
                """
                select coalesce(e.detail ->> 'file', '') as file, e.at,
                    (select count(*) from withdrawal w where w.study_id = e.study_id and w.withdrawn_at > e.at) as withdrawn_since
                from audit_entry e where e.study_id = :study and e.action = :action
                order by e.id desc limit :most""",
                bind("study", studyId),
                bind("action", AuditAction.DATASET_EXPORTED.word()),
                bind("most", MOST_FILES));
    }

    private long count(String what, Study study) {
        return sql.number("select count(*) from " + what, bind("study", study.id()));
    }
}

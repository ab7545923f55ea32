package parallax.rater;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import parallax.store.Sql;
import parallax.study.ConsentInformation;

/// What raters of a study were told and agreed to, version by version.
@ApplicationScoped
public class Agreements {
    private final Sql sql;

    public Agreements(Sql sql) {
        this.sql = sql;
    }

    /// @param raters how many agreed to it and have not withdrawn; null where that is not told
    public record Agreement(
            int version,
            Instant createdAt,
            @Schema(nullable = true) @Nullable Long raters,
            String statement,
            ConsentInformation information) {
        public Agreement uncounted() {
            return new Agreement(version, createdAt, null, statement, information);
        }
    }

    /// The newest first; none where the study was imported.
    public List<Agreement> of(long studyId) {
        var stored = new ConsentInformation.Stored();
        return sql.list(
                row -> new Agreement(
                        row.getInt("version"),
                        Objects.requireNonNull(Sql.instant(row, "created_at")),
                        row.getLong("raters"),
                        row.getString("statement"),
                        stored.convertToEntityAttribute(row.getString("information"))),
                """
                select c.version, c.created_at, c.statement, c.information,
                    (select count(*) from participation p where p.consent_version_id = c.id and p.state <> 'withdrawn') as raters
                from consent_version c where c.study_id = :study order by c.version desc""",
                bind("study", studyId));
    }
}

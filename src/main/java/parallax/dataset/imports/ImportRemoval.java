package parallax.dataset.imports;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import org.jspecify.annotations.Nullable;
import parallax.identity.Actor;
import parallax.rater.Participations;
import parallax.store.Sql;
import parallax.study.Studies;
import parallax.study.Study;

/// Deletes what an import brought, as long as no rater of the study's own was let in.
@ApplicationScoped
public class ImportRemoval {
    private final Sql sql;
    private final Studies studies;
    private final Participations participants;

    public ImportRemoval(Sql sql, Studies studies, Participations participants) {
        this.sql = sql;
        this.studies = studies;
        this.participants = participants;
    }

    /// @param seen the version of the study on the page that asked for it; null if no page did
    /// @return whether the study was imported, and no rater of its own was let in
    @Transactional
    public boolean delete(long studyId, @Nullable Integer seen, Actor by) {
        studies.hold(studyId);
        Study study = Study.findById(studyId);
        if (study == null || !study.isAsImported()) {
            return false;
        }
        // the many rows first: deleted with their study, each would be looked for by itself
        sql.update("delete from answer where study_id = :study", bind("study", studyId));
        sql.update("delete from judgment where study_id = :study", bind("study", studyId));
        sql.update("delete from participation where study_id = :study", bind("study", studyId));
        boolean deleted = studies.deleteImported(studyId, seen, by);
        participants.forgetPool(DemographicRows.pool(study.code()));
        return deleted;
    }
}

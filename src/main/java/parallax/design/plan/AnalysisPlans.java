package parallax.design.plan;

import static parallax.store.Sql.bind;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import parallax.store.Sql;

/// What is to be computed of each study, as decided before raters came.
@ApplicationScoped
public class AnalysisPlans {
    private final Sql sql;

    public AnalysisPlans(Sql sql) {
        this.sql = sql;
    }

    public AnalysisPlan of(long studyId) {
        return sql.first(
                        row -> read(row.getString("plan")),
                        "select plan from analysis_plan where study_id = :study",
                        bind("study", studyId))
                .orElse(AnalysisPlan.NONE);
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void set(long studyId, AnalysisPlan plan) {
        sql.update("""
                insert into analysis_plan (study_id, plan) values (:study, cast(:plan as jsonb))
                on conflict (study_id) do update set plan = excluded.plan""", bind("study", studyId), bind("plan", written(plan)));
    }

    private static String written(AnalysisPlan plan) {
        try {
            return PlanText.JSON.writeValueAsString(FilePieces.analysis(plan, null));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an analysis plan cannot be written", impossible);
        }
    }

    private static AnalysisPlan read(String stored) {
        try {
            return PlanFaces.analysis(PlanText.JSON.readValue(stored, PlanFile.Analysis.class));
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("an analysis plan cannot be read", broken);
        }
    }
}

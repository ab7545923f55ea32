package parallax.analysis;

import static parallax.store.Sql.bind;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parallax.analysis.AnalysisPlan.PlannedContrast;
import parallax.analytics.UnsurePolicy;
import parallax.store.Sql;

/// What is to be computed of each study, as decided before raters came.
@ApplicationScoped
public class AnalysisPlans {
    /// Words of choices stand in small letters in what earlier versions stored.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

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
    public void set(long studyId, AnalysisPlan plan) {
        sql.update("""
                insert into analysis_plan (study_id, plan) values (:study, cast(:plan as jsonb))
                on conflict (study_id) do update set plan = excluded.plan""", bind("study", studyId), bind("plan", written(plan)));
    }

    /// A plan as its row holds it, in which what is empty may be missing.
    private record Stored(
            @Nullable String question,
            @Nullable List<String> axes,
            @Nullable List<UnsurePolicy> unsure,
            @Nullable List<String> metrics,
            @Nullable List<PlannedContrast> contrasts,
            @Nullable List<PlannedLimit> limits,
            @Nullable String notes) {
        AnalysisPlan plan() {
            return new AnalysisPlan(
                    Objects.requireNonNullElse(question, ""),
                    listed(axes),
                    listed(unsure),
                    listed(metrics),
                    listed(contrasts),
                    listed(limits),
                    Objects.requireNonNullElse(notes, ""));
        }

        private static <T> List<T> listed(@Nullable List<T> given) {
            return given == null ? List.of() : given;
        }
    }

    private static String written(AnalysisPlan plan) {
        try {
            return JSON.writeValueAsString(plan);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an analysis plan cannot be written", impossible);
        }
    }

    private static AnalysisPlan read(String stored) {
        try {
            return JSON.readValue(stored, Stored.class).plan();
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("an analysis plan cannot be read", broken);
        }
    }
}

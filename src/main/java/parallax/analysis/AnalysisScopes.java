package parallax.analysis;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import parallax.store.Sql;
import parallax.study.Population;
import parallax.study.Populations;
import parallax.study.Rubrics;
import parallax.study.StoredQuestion;

/// Reads what analyses of a study can be about.
@ApplicationScoped
public class AnalysisScopes {
    private final Sql sql;
    private final Rubrics rubrics;
    private final Populations populations;
    private final Exclusions exclusions;

    public AnalysisScopes(Sql sql, Rubrics rubrics, Populations populations, Exclusions exclusions) {
        this.sql = sql;
        this.rubrics = rubrics;
        this.populations = populations;
        this.exclusions = exclusions;
    }

    public AnalysisScope of(long studyId) {
        return new AnalysisScope(
                rubrics.ofStudy(studyId).counted().map(StoredQuestion::code).toList(),
                populations.axes(studyId).stream().map(Population.Axis::code).toList(),
                names(
                        studyId,
                        "select distinct topic from item where study_id = :study and topic <> '' order by topic"),
                names(studyId, """
                        select distinct m.name from item i join generation g on g.id = i.generation_id
                            join generation_run r on r.id = g.run_id join model m on m.id = r.model_id
                        where i.study_id = :study order by m.name"""),
                exclusions.ofStudy(studyId).stream().filter(e -> !e.retired()).toList());
    }

    private List<String> names(long studyId, String select) {
        return sql.list(row -> row.getString(1), select, bind("study", studyId));
    }
}

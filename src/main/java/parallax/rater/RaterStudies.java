package parallax.rater;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import parallax.store.Sql;

/// The studies that a rater with an account takes part in, newest first.
@ApplicationScoped
public class RaterStudies {
    private final Sql sql;

    public RaterStudies(Sql sql) {
        this.sql = sql;
    }

    public RaterStudiesPage of(long accountId) {
        return new RaterStudiesPage(sql.list(
                row -> new RaterStudiesPage.Line(
                        row.getString("code"),
                        row.getString("title"),
                        row.getInt("submitted"),
                        row.getInt("items_per_rater"),
                        row.getString("state").equals("completed")),
                """
                select s.code, s.title, s.items_per_rater, p.submitted, p.state
                from participation p join rater r on r.id = p.rater_id join study s on s.id = p.study_id
                where r.account_id = :account order by p.id desc""",
                bind("account", accountId)));
    }
}

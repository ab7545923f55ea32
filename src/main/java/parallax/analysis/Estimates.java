package parallax.analysis;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.analytics.Estimand;
import parallax.analytics.Estimate;
import parallax.analytics.Interval;
import parallax.analytics.analysis.Finding;
import parallax.analytics.analysis.Place;
import parallax.store.Sql;

/// Estimates as stored, in the order in which their analysis found them.
@ApplicationScoped
public class Estimates {
    /// In the order in which rows of estimates are filled in.
    public static final String COLUMNS = "question, metric, level, axis, group_name, against, unsure, value, low, high,"
            + " confidence, estimand, method, n_raters, n_items, n_answers, reason, null_mean, null_sd, p, p_adjusted,"
            + " p_rule, null_model, p_max_t";

    private static final int BATCH = 1_000;

    private final Sql sql;

    public Estimates(Sql sql) {
        this.sql = sql;
    }

    /// Takes part in the caller's transaction.
    void store(AnalysisRun run, List<StoredEstimate> estimates) {
        sql.work(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into estimate (run_id, position, %s)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""".formatted(COLUMNS))) {
                int position = 0;
                for (StoredEstimate estimate : estimates) {
                    fill(insert, run.id(), position++, estimate);
                    insert.addBatch();
                    if (position % BATCH == 0) {
                        insert.executeBatch();
                    }
                }
                insert.executeBatch();
            }
            return estimates.size();
        });
    }

    /// Fills in a row of estimates: whose they are, the position, then [#COLUMNS].
    public static void fill(PreparedStatement insert, long owner, int position, StoredEstimate stored)
            throws SQLException {
        Finding finding = stored.finding();
        Estimate estimate = finding.estimate();
        Interval interval = estimate.interval();
        Finding.Chance chance = finding.chance();
        Object[] values = {
            owner,
            position,
            stored.question(),
            finding.metric(),
            finding.level(),
            finding.axis(),
            finding.group(),
            finding.against(),
            finding.place().unsure(),
            estimate.value(),
            interval == null ? null : interval.low(),
            interval == null ? null : interval.high(),
            interval == null ? null : interval.confidence(),
            interval == null ? null : interval.estimand().name(),
            estimate.method(),
            estimate.nRaters(),
            estimate.nItems(),
            stored.nAnswers(),
            estimate.reason(),
            chance == null ? null : chance.mean(),
            chance == null ? null : chance.sd(),
            chance == null ? null : chance.p(),
            chance == null ? null : chance.pAdjusted(),
            chance == null ? null : chance.rule(),
            chance == null ? null : chance.nullModel(),
            chance == null ? null : chance.pMaxT()
        };
        for (int column = 0; column < values.length; column++) {
            insert.setObject(column + 1, values[column], Types.OTHER);
        }
    }

    /// Every estimate of an analysis about one question, or about all of them.
    public List<StoredEstimate> of(long runId, @Nullable String question) {
        return sql.list(Estimates::read, """
                select * from estimate where run_id = :run and (:question::text is null or question = :question::text)
                order by position""", bind("run", runId), bind("question", question));
    }

    /// The distributions of everybody and of the groups of one axis under one reading of Unsure.
    List<StoredEstimate> distributions(long runId, String question, @Nullable String axis, String unsure) {
        return sql.list(
                Estimates::read,
                """
                select * from estimate
                where run_id = :run and question = :question and unsure = :unsure and against is null
                  and (axis is null or axis = :axis::text)
                  and (metric = 'answerDistribution' or (metric = 'pUnsafe' and level is null))
                order by position""",
                bind("run", runId),
                bind("question", question),
                bind("unsure", unsure),
                bind("axis", axis));
    }

    /// P(unsafe) of everybody and of the groups of one axis, and each group's difference from everyone else,
    /// of every question under every reading of Unsure.
    List<StoredEstimate> shares(long runId, String axis) {
        return sql.list(Estimates::read, """
                select * from estimate
                where run_id = :run and level is null and (axis is null or axis = :axis)
                  and ((metric = 'pUnsafe' and against is null) or (metric = 'pUnsafeDifference' and against = 'rest'))
                order by position""", bind("run", runId), bind("axis", axis));
    }

    /// Reads a row of [#COLUMNS].
    public static StoredEstimate read(ResultSet row) throws SQLException {
        Double low = row.getObject("low", Double.class);
        Estimate estimate = new Estimate(
                row.getObject("value", Double.class),
                low == null
                        ? null
                        : new Interval(
                                low,
                                row.getDouble("high"),
                                row.getDouble("confidence"),
                                Estimand.valueOf(row.getString("estimand"))),
                row.getString("method"),
                row.getObject("n_raters", Integer.class),
                row.getInt("n_items"),
                row.getString("reason"));
        String model = row.getString("null_model");
        Finding.Chance chance = model == null
                ? null
                : new Finding.Chance(
                        row.getObject("null_mean", Double.class),
                        row.getObject("null_sd", Double.class),
                        row.getObject("p", Double.class),
                        row.getObject("p_adjusted", Double.class),
                        row.getString("p_rule"),
                        model,
                        row.getObject("p_max_t", Double.class));
        return new StoredEstimate(
                new Finding(
                        new Place(
                                row.getString("question"),
                                row.getString("axis"),
                                row.getString("group_name"),
                                row.getString("against"),
                                row.getString("unsure")),
                        row.getString("metric"),
                        row.getString("level"),
                        estimate,
                        chance),
                row.getObject("n_answers", Long.class));
    }
}

package parallax.rater;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parallax.store.Sql;

/// What raters said of themselves, as it is stored: their values by axis, and the groups that the
/// study's mapping made of them.
@ApplicationScoped
class DemographicRows {
    private final Sql sql;
    private final Clock clock;

    DemographicRows(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// @param groups the rater's group by axis
    void keep(long participationId, List<Demographics.Said> said, Map<Long, Long> groups) {
        for (Demographics.Said axis : said) {
            if (axis.isDeclined()) {
                insert(participationId, axis.axisId(), 0, "declined", null);
            }
            for (int ordinal = 0; ordinal < axis.values().size(); ordinal++) {
                Demographics.Value value = axis.values().get(ordinal);
                insert(participationId, axis.axisId(), ordinal, value.kind().word(), value.raw());
            }
            Long group = groups.get(axis.axisId());
            if (group != null) {
                sql.update(
                        "insert into group_membership (participation_id, axis_id, rater_group_id) values (:participation, :axis, :group)",
                        bind("participation", participationId),
                        bind("axis", axis.axisId()),
                        bind("group", group));
            }
        }
    }

    /// What a rater says of themselves now, in the order of the axes.
    List<Demographics.Said> of(long participationId) {
        Map<Long, List<Demographics.Value>> byAxis = new TreeMap<>();
        sql.list(
                row -> byAxis.computeIfAbsent(row.getLong("axis_id"), axis -> new ArrayList<>())
                        .addAll(values(row)),
                "select axis_id, kind, raw from demographic_answer where participation_id = :participation order by axis_id, ordinal",
                bind("participation", participationId));
        return byAxis.entrySet().stream()
                .map(axis -> new Demographics.Said(axis.getKey(), axis.getValue()))
                .toList();
    }

    private static List<Demographics.Value> values(ResultSet row) throws SQLException {
        String raw = row.getString("raw");
        if (raw == null) {
            return List.of();
        }
        return List.of(
                row.getString("kind").equals("self_described")
                        ? Demographics.Value.ownWords(raw)
                        : Demographics.Value.choice(raw));
    }

    /// Puts what was said on an axis among what was said before.
    void replace(long participationId, long axisId) {
        sql.update("""
                insert into former_demographics
                    (participation_id, axis_id, revision, ordinal, kind, raw, rater_group_id, answered_at, replaced_at)
                select d.participation_id, d.axis_id,
                    1 + coalesce((select max(revision) from former_demographics f
                                  where f.participation_id = d.participation_id and f.axis_id = d.axis_id), 0),
                    d.ordinal, d.kind, d.raw, m.rater_group_id, d.answered_at, :now
                from demographic_answer d
                left join group_membership m on m.participation_id = d.participation_id and m.axis_id = d.axis_id
                where d.participation_id = :participation
                  and d.axis_id = :axis""", bind("now", clock.instant()), bind("participation", participationId), bind("axis", axisId));
        sql.update(
                "delete from group_membership where participation_id = :participation and axis_id = :axis",
                bind("participation", participationId),
                bind("axis", axisId));
        sql.update(
                "delete from demographic_answer where participation_id = :participation and axis_id = :axis",
                bind("participation", participationId),
                bind("axis", axisId));
    }

    private void insert(long participationId, long axisId, int ordinal, String kind, @Nullable String raw) {
        sql.update(
                """
                insert into demographic_answer (participation_id, axis_id, ordinal, kind, raw, answered_at)
                values (:participation, :axis, :ordinal, :kind, :raw, :now)""",
                bind("participation", participationId),
                bind("axis", axisId),
                bind("ordinal", ordinal),
                bind("kind", kind),
                bind("raw", raw),
                bind("now", clock.instant()));
    }
}

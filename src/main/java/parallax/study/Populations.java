package parallax.study;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import parallax.store.Sql;

/// Populations as stored.
@ApplicationScoped
public class Populations {
    private final Sql sql;
    private final Clock clock;

    public Populations(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    public Population ofStudy(long studyId) {
        long mapping = sql.number(
                "select id from group_mapping where study_id = :study order by version desc limit 1",
                bind("study", studyId));
        return new Population(axes(studyId), mapping, rules(mapping), strata(studyId));
    }

    public List<Population.Axis> axes(long studyId) {
        Map<Long, List<String>> choices = new HashMap<>();
        sql.list(
                row -> choices.computeIfAbsent(row.getLong("axis_id"), id -> new ArrayList<>())
                        .add(row.getString("label")),
                """
                select c.axis_id, c.label from axis_choice c join axis a on a.id = c.axis_id
                where a.study_id = :study order by c.axis_id, c.position""",
                bind("study", studyId));
        Map<Long, Map<Long, String>> groups = new HashMap<>();
        sql.list(
                row -> groups.computeIfAbsent(row.getLong("axis_id"), id -> new LinkedHashMap<>())
                        .put(row.getLong("id"), row.getString("label")),
                """
                select g.axis_id, g.id, g.label from rater_group g join axis a on a.id = g.axis_id
                where a.study_id = :study order by g.axis_id, g.position""",
                bind("study", studyId));
        return sql.list(
                row -> new Population.Axis(
                        row.getLong("id"),
                        row.getString("code"),
                        row.getString("prompt"),
                        row.getBoolean("multiple"),
                        row.getBoolean("self_describe"),
                        choices.getOrDefault(row.getLong("id"), List.of()),
                        groups.getOrDefault(row.getLong("id"), Map.of())),
                "select * from axis where study_id = :study order by position",
                bind("study", studyId));
    }

    /// What a study's axes became, in their order.
    public record Stored(long mappingId, List<StoredAxis> axes) {
        public Stored {
            axes = List.copyOf(axes);
        }
    }

    /// @param groups their ids by their labels
    public record StoredAxis(long id, Map<String, Long> groups) {
        public StoredAxis {
            groups = Map.copyOf(groups);
        }
    }

    /// Stores the axes of a new study, their groups, and the first mapping from raw values to groups.
    public Stored store(long studyId, String note, List<GroupedAxis> axes) {
        long mapping = sql.number(
                "insert into group_mapping (study_id, version, note, created_at) values (:study, 1, :note, :now) returning id",
                bind("study", studyId),
                bind("note", note),
                bind("now", clock.instant()));
        var stored = new ArrayList<StoredAxis>();
        for (GroupedAxis axis : axes) {
            stored.add(store(studyId, mapping, stored.size(), axis));
        }
        return new Stored(mapping, stored);
    }

    private StoredAxis store(long studyId, long mapping, int position, GroupedAxis axis) {
        long axisId = sql.number(
                """
                insert into axis (study_id, position, code, prompt, multiple, self_describe)
                values (:study, :position, :code, :prompt, :multiple, :self_describe) returning id""",
                bind("study", studyId),
                bind("position", position),
                bind("code", axis.code()),
                bind("prompt", axis.prompt()),
                bind("multiple", axis.answers().multiple()),
                bind("self_describe", axis.answers().selfDescribe()));
        for (int i = 0; i < axis.choices().size(); i++) {
            sql.update(
                    "insert into axis_choice (axis_id, position, label) values (:axis, :position, :label)",
                    bind("axis", axisId),
                    bind("position", i),
                    bind("label", axis.choices().get(i)));
        }
        Map<String, Long> groups = new LinkedHashMap<>();
        for (String label : axis.groups()) {
            groups.put(label, storeGroup(axisId, groups.size(), label));
        }
        axis.rules()
                .forEach((raw, label) -> sql.update(
                        """
                        insert into group_rule (group_mapping_id, axis_id, raw, rater_group_id)
                        values (:mapping, :axis, :raw, :group)""",
                        bind("mapping", mapping),
                        bind("axis", axisId),
                        bind("raw", raw),
                        bind("group", groups.get(label))));
        return new StoredAxis(axisId, groups);
    }

    private long storeGroup(long axisId, int position, String label) {
        return sql.number(
                "insert into rater_group (axis_id, position, label) values (:axis, :position, :label) returning id",
                bind("axis", axisId),
                bind("position", position),
                bind("label", label));
    }

    private Map<Long, Map<String, Long>> rules(long mappingId) {
        Map<Long, Map<String, Long>> rules = new HashMap<>();
        sql.list(
                row -> rules.computeIfAbsent(row.getLong("axis_id"), id -> new HashMap<>())
                        .put(row.getString("raw"), row.getLong("rater_group_id")),
                "select axis_id, raw, rater_group_id from group_rule where group_mapping_id = :mapping",
                bind("mapping", mappingId));
        return rules;
    }

    private List<Population.Stratum> strata(long studyId) {
        Map<Long, Map<Long, Set<Long>>> groups = new HashMap<>();
        sql.list(
                row -> groups.computeIfAbsent(row.getLong("stratum_id"), id -> new HashMap<>())
                        .computeIfAbsent(row.getLong("axis_id"), id -> new HashSet<>())
                        .add(row.getLong("rater_group_id")),
                """
                select sg.stratum_id, g.axis_id, sg.rater_group_id
                from stratum_group sg join stratum s on s.id = sg.stratum_id join rater_group g on g.id = sg.rater_group_id
                where s.study_id = :study""",
                bind("study", studyId));
        return sql.list(
                row -> new Population.Stratum(
                        row.getLong("id"),
                        row.getString("label"),
                        groups.getOrDefault(row.getLong("id"), Map.of()),
                        row.getBoolean("undisclosed"),
                        row.getInt("target"),
                        row.getInt("replication"),
                        row.getObject("closed_at") != null),
                "select * from stratum where study_id = :study order by position",
                bind("study", studyId));
    }
}

package parallax.dataset.imports;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.dataset.imports.RaterDirectory.ImportedRater;
import parallax.dataset.imports.RaterDirectory.SelfDescription;
import parallax.store.Sql;

/// Stores raters with what the file says of them: axes, groups, the rule from raw values to groups,
/// participations.
final class DemographicRows {
    private final Sql sql;
    private final StoredStudy study;
    private final RaterDirectory raters;
    private final List<StoredAxis> axes = new ArrayList<>();

    /// @param descriptions one a rater, null where the rater did not say
    private record StoredAxis(long id, Map<String, Long> groups, List<@Nullable SelfDescription> descriptions) {}

    DemographicRows(Sql sql, StoredStudy study, RaterDirectory raters) {
        this.sql = sql;
        this.study = study;
        this.raters = raters;
    }

    /// @return the participations' ids in the raters' order
    long[] insert(String poolName) {
        long mapping = sql.number(
                "insert into group_mapping (study_id, version, note) values (?, 1, 'as imported') returning id",
                study.id());
        for (int axis = 0; axis < raters.axes().size(); axis++) {
            axes.add(insertAxis(axis, mapping));
        }
        long pool = sql.number("insert into rater_pool (name, source) values (?, 'imported') returning id", poolName);
        return sql.work(connection -> insertRaters(connection, pool, mapping));
    }

    private StoredAxis insertAxis(int position, long mapping) {
        String code = raters.axes().get(position).axis();
        long axis = sql.number(
                "insert into axis (study_id, position, code, prompt) values (?, ?, ?, ?) returning id",
                study.id(),
                position,
                code,
                Character.toUpperCase(code.charAt(0)) + code.substring(1).replace('_', ' '));
        List<@Nullable SelfDescription> descriptions = raters.selfDescriptions(position);
        Map<String, Long> groups = new LinkedHashMap<>();
        Map<String, String> rules = new LinkedHashMap<>();
        for (SelfDescription description : descriptions) {
            if (description != null) {
                groups.computeIfAbsent(
                        description.group(),
                        label -> sql.number(
                                "insert into rater_group (axis_id, position, label) values (?, ?, ?) returning id",
                                axis,
                                groups.size(),
                                label));
                rules.putIfAbsent(description.raw(), description.group());
            }
        }
        insertChoicesAndRules(axis, mapping, groups, rules);
        return new StoredAxis(axis, groups, descriptions);
    }

    private void insertChoicesAndRules(long axis, long mapping, Map<String, Long> groups, Map<String, String> rules) {
        int choice = 0;
        for (Map.Entry<String, String> rule : rules.entrySet()) {
            sql.update(
                    "insert into axis_choice (axis_id, position, label) values (?, ?, ?)",
                    axis,
                    choice++,
                    rule.getKey());
            sql.update(
                    "insert into group_rule (group_mapping_id, axis_id, raw, rater_group_id) values (?, ?, ?, ?)",
                    mapping,
                    axis,
                    rule.getKey(),
                    groups.get(rule.getValue()));
        }
    }

    private long[] insertRaters(Connection connection, long pool, long mapping) throws SQLException {
        long[] raterIds = Ids.next(connection, "rater", raters.size());
        long[] participations = Ids.next(connection, "participation", raters.size());
        try (CopyTable copy = CopyTable.into(connection, "rater", "id, pool_id, external_id")) {
            for (ImportedRater rater : raters.raters()) {
                copy.row(raterIds[rater.index()], pool, rater.name());
            }
            copy.end();
        }
        try (CopyTable copy = CopyTable.into(
                connection, "participation", "id, study_id, rater_id, pseudonym, state, group_mapping_id")) {
            for (ImportedRater rater : raters.raters()) {
                int n = rater.index();
                copy.row(participations[n], study.id(), raterIds[n], rater.name(), "completed", mapping);
            }
            copy.end();
        }
        insertAnswers(connection, participations);
        insertMemberships(connection, participations);
        return participations;
    }

    private void insertAnswers(Connection connection, long[] participations) throws SQLException {
        try (CopyTable copy =
                CopyTable.into(connection, "demographic_answer", "participation_id, axis_id, kind, raw")) {
            for (StoredAxis axis : axes) {
                for (int rater = 0; rater < participations.length; rater++) {
                    SelfDescription said = axis.descriptions.get(rater);
                    copy.row(
                            participations[rater],
                            axis.id,
                            said == null ? "declined" : "imported",
                            said == null ? null : said.raw());
                }
            }
            copy.end();
        }
    }

    private void insertMemberships(Connection connection, long[] participations) throws SQLException {
        try (CopyTable copy =
                CopyTable.into(connection, "group_membership", "participation_id, axis_id, rater_group_id")) {
            for (StoredAxis axis : axes) {
                for (int rater = 0; rater < participations.length; rater++) {
                    SelfDescription said = axis.descriptions.get(rater);
                    if (said != null) {
                        copy.row(participations[rater], axis.id, axis.groups.get(said.group()));
                    }
                }
            }
            copy.end();
        }
    }
}

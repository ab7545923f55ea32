package parallax.dataset.imports;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import parallax.dataset.imports.RaterDirectory.ImportedRater;
import parallax.dataset.imports.RaterDirectory.SelfDescription;
import parallax.rater.Participations;
import parallax.store.Sql;
import parallax.study.GroupedAxis;
import parallax.study.Populations;

/// Stores raters with what the file says of them: axes, groups, the rule from raw values to groups,
/// participations.
final class DemographicRows {
    private final Sql sql;
    private final StoredStudy study;
    private final RaterDirectory raters;
    private final List<DescribedAxis> axes = new ArrayList<>();

    /// @param groups their ids by their labels
    /// @param descriptions one a rater, null where the rater did not say
    private record DescribedAxis(long id, Map<String, Long> groups, List<@Nullable SelfDescription> descriptions) {}

    DemographicRows(Sql sql, StoredStudy study, RaterDirectory raters) {
        this.sql = sql;
        this.study = study;
        this.raters = raters;
    }

    /// The name of the pool of a study's imported raters.
    static String pool(String studyCode) {
        return "Imported with study " + studyCode;
    }

    /// @return the participations' ids in the raters' order
    long[] insert(Populations populations, Participations participants) {
        List<List<@Nullable SelfDescription>> descriptions = IntStream.range(
                        0, raters.axes().size())
                .mapToObj(raters::selfDescriptions)
                .toList();
        Populations.Stored stored = populations.store(
                study.id(),
                "as imported",
                IntStream.range(0, descriptions.size())
                        .mapToObj(a -> grouped(raters.axes().get(a).axis(), descriptions.get(a)))
                        .toList());
        for (int a = 0; a < descriptions.size(); a++) {
            Populations.StoredAxis axis = stored.axes().get(a);
            axes.add(new DescribedAxis(axis.id(), axis.groups(), descriptions.get(a)));
        }
        long pool = participants.poolId(pool(study.code()), "imported");
        return sql.work(connection -> insertRaters(connection, pool, stored.mappingId()));
    }

    /// What was written of raters becomes the choices, each of which belongs to the group that the file
    /// says.
    private static GroupedAxis grouped(String code, List<@Nullable SelfDescription> descriptions) {
        Map<String, String> rules = new LinkedHashMap<>();
        Set<String> groups = new LinkedHashSet<>();
        for (SelfDescription description : descriptions) {
            if (description != null) {
                groups.add(description.group());
                rules.putIfAbsent(description.raw(), description.group());
            }
        }
        String prompt =
                Character.toUpperCase(code.charAt(0)) + code.substring(1).replace('_', ' ');
        return new GroupedAxis(code, prompt, List.copyOf(rules.keySet()), List.copyOf(groups), rules);
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
            for (DescribedAxis axis : axes) {
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
            for (DescribedAxis axis : axes) {
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

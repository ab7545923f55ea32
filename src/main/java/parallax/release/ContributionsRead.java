package parallax.release;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import parallax.analysis.AnalysisJob;
import parallax.store.Sql;
import parallax.study.Population;

/// Reads who has judged what, now and in every release so far.
@ApplicationScoped
class ContributionsRead {
    private final Sql sql;

    ContributionsRead(Sql sql) {
        this.sql = sql;
    }

    /// @param rater 0 of a rater who is not known
    private record Judged(long rater, long item, boolean current) {}

    Contributions of(long studyId, List<Population.Axis> axes) {
        Map<Long, Judged> judgments = judgments(studyId);
        Map<Long, Map<Long, Long>> now = new HashMap<>();
        Set<Long> unnamed = new HashSet<>();
        judgments.forEach((id, judged) -> {
            if (judged.current()) {
                put(id, judged, now, unnamed);
            }
        });
        return new Contributions(now, unnamed, groups(studyId, axes), past(studyId, judgments));
    }

    private static void put(long id, Judged judged, Map<Long, Map<Long, Long>> named, Set<Long> unnamed) {
        if (judged.rater() == 0) {
            unnamed.add(id);
        } else {
            named.computeIfAbsent(judged.rater(), rater -> new HashMap<>()).put(judged.item(), id);
        }
    }

    private Map<Long, Judged> judgments(long studyId) {
        Map<Long, Judged> judgments = new HashMap<>();
        sql.list(
                row -> judgments.put(
                        row.getLong("id"),
                        new Judged(row.getLong("rater"), row.getLong("item_id"), row.getBoolean("current"))),
                """
                select j.id, coalesce(j.participation_id, 0) as rater, j.item_id, j.current
                from judgment j left join participation p on p.id = j.participation_id
                where j.study_id = :study and j.occasion = 1 and (p.state is null or p.state <> 'withdrawn')""",
                bind("study", studyId));
        return judgments;
    }

    private Map<Long, Map<String, String>> groups(long studyId, List<Population.Axis> axes) {
        Map<Long, Map<String, String>> said = new HashMap<>();
        Map<String, Set<String>> labels = new HashMap<>();
        sql.list(
                row -> said.computeIfAbsent(row.getLong("rater"), rater -> new HashMap<>())
                        .put(row.getString("axis"), row.getString("label")),
                """
                select p.id as rater, a.code as axis, g.label
                from participation p left join group_membership m on m.participation_id = p.id
                left join axis a on a.id = m.axis_id left join rater_group g on g.id = m.rater_group_id
                where p.study_id = :study""",
                bind("study", studyId));
        said.values()
                .forEach(own -> own.forEach((axis, label) -> {
                    if (axis != null) {
                        labels.computeIfAbsent(axis, name -> new HashSet<>()).add(label);
                    }
                }));
        Map<Long, Map<String, String>> groups = new HashMap<>();
        said.forEach((rater, own) -> {
            Map<String, String> ofAll = new LinkedHashMap<>();
            for (Population.Axis axis : axes) {
                boolean taken = labels.getOrDefault(axis.code(), Set.of()).contains(AnalysisJob.UNDISCLOSED);
                String nobodys = taken ? AnalysisJob.UNDISCLOSED + " (no group)" : AnalysisJob.UNDISCLOSED;
                ofAll.put(axis.code(), own.getOrDefault(axis.code(), nobodys));
            }
            groups.put(rater, ofAll);
        });
        return groups;
    }

    private List<Contributions.Past> past(long studyId, Map<Long, Judged> judgments) {
        Map<Long, Map<Long, Long>> counted = new LinkedHashMap<>();
        Map<Long, Integer> raters = new HashMap<>();
        sql.list(
                row -> {
                    raters.put(row.getLong("id"), row.getInt("raters"));
                    return counted.put(row.getLong("id"), new HashMap<>());
                },
                "select id, coalesce(raters, 0) as raters from release where study_id = :study order by number",
                bind("study", studyId));
        sql.list(
                row -> counted.getOrDefault(row.getLong("release_id"), new HashMap<>())
                        .put(row.getLong("judgment_id"), row.getLong("item_id")),
                """
                select c.release_id, c.judgment_id, c.item_id
                from release_judgment c join release r on r.id = c.release_id where r.study_id = :study""",
                bind("study", studyId));
        var past = new ArrayList<Contributions.Past>();
        counted.forEach((release, read) -> {
            Map<Long, Map<Long, Long>> kept = new HashMap<>();
            Set<Long> unnamed = new HashSet<>();
            Map<Long, Integer> lost = new HashMap<>();
            read.forEach((judgment, item) -> {
                Judged judged = judgments.get(judgment);
                if (judged == null) {
                    lost.merge(item, 1, Integer::sum);
                } else {
                    put(judgment, judged, kept, unnamed);
                }
            });
            past.add(new Contributions.Past(
                    kept,
                    lost,
                    raters.getOrDefault(release, 0) - kept.size(),
                    shownItems(release),
                    shownRaters(release),
                    unnamed));
        });
        return past;
    }

    private Set<String> shownItems(long release) {
        return new HashSet<>(sql.list(row -> row.getString(1), """
                select distinct item from release_cell
                where release_id = :release and axis = '' and item <> '' and counts is not null""", bind("release", release)));
    }

    private Map<Intake.Region, Integer> shownRaters(long release) {
        Map<Intake.Region, Integer> raters = new HashMap<>();
        sql.list(
                row -> raters.put(
                        new Intake.Region(row.getString("axis"), row.getString("group_name")), row.getInt("raters")),
                """
                select axis, group_name, raters from release_cell
                where release_id = :release and question = '' and raters is not null""",
                bind("release", release));
        return raters;
    }
}

package parallax.dataset.imports;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parallax.dataset.imports.RaterDirectory.ImportedRater;
import parallax.dataset.imports.RaterDirectory.SelfDescription;
import parallax.dataset.table.FileRefused;
import parallax.dataset.table.Notes;
import parallax.dataset.table.Problems;
import parallax.dataset.table.Sentences;
import parallax.rater.Participations;
import parallax.store.Sql;
import parallax.study.Population;
import parallax.study.Populations;
import parallax.study.Study;

/// The raters of a file whose judgments join a study: those who were imported into it before, by their
/// names, and new ones, in the groups that the study has.
@ApplicationScoped
class JoiningRaters {
    private final Sql sql;
    private final Clock clock;
    private final Populations populations;
    private final Participations participants;

    JoiningRaters(Sql sql, Clock clock, Populations populations, Participations participants) {
        this.sql = sql;
        this.clock = clock;
        this.populations = populations;
        this.participants = participants;
    }

    /// @param participations one a rater, in the file's order
    /// @param added how many of them are new
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Joined(long[] participations, int added) {}

    /// A column of the file on an axis of the study.
    ///
    /// @param groups ids by label
    /// @param descriptions one a rater, null where the rater did not say
    private record JoinedAxis(
            long id, Map<String, Long> groups, String column, List<@Nullable SelfDescription> descriptions) {}

    Joined join(Study study, RatingsSurvey survey, String file, Problems problems, Notes notes) throws FileRefused {
        if (!study.ratersKnown()) {
            return new Joined(new long[0], 0);
        }
        Population population = populations.ofStudy(study.id());
        List<JoinedAxis> axes = axes(population, survey.raters(), file, problems);
        problems.refuseIfAny();
        String pool = DemographicRows.pool(study.code());
        long poolId = participants.poolId(pool, "imported");
        Map<String, Long> known = known(study.id(), poolId);
        long[] participations = new long[survey.raters().size()];
        int added = 0;
        for (ImportedRater rater : survey.raters().raters()) {
            Long there = known.get(rater.name());
            if (there == null) {
                participations[rater.index()] = add(study.id(), poolId, population, rater, axes);
                added++;
            } else {
                participations[rater.index()] = there;
            }
        }
        if (added < participations.length) {
            notes.add((participations.length - added)
                    + " of the raters were imported into the study before; what it says of them stays as it is");
        }
        return new Joined(participations, added);
    }

    private List<JoinedAxis> axes(Population population, RaterDirectory raters, String file, Problems problems)
            throws FileRefused {
        List<JoinedAxis> axes = new ArrayList<>();
        for (int place = 0; place < raters.axes().size(); place++) {
            RatingColumns.AxisColumn column = raters.axes().get(place);
            Optional<Population.Axis> axis = population.axes().stream()
                    .filter(a -> a.code().equals(column.axis()))
                    .findFirst();
            if (axis.isEmpty()) {
                problems.add(
                        file,
                        1,
                        column.group().name(),
                        "the study has no axis '" + column.axis() + "'; it has: "
                                + Sentences.listed(population.axes().stream()
                                        .map(Population.Axis::code)
                                        .toList()));
                continue;
            }
            Map<String, Long> groups = new HashMap<>();
            axis.get().groups().forEach((id, label) -> groups.put(label, id));
            var descriptions = raters.selfDescriptions(place);
            for (String group : descriptions.stream()
                    .flatMap(said -> said == null ? Stream.<String>empty() : Stream.of(said.group()))
                    .distinct()
                    .sorted()
                    .toList()) {
                if (!groups.containsKey(group)) {
                    problems.add(
                            file,
                            0,
                            column.group().name(),
                            "the study has no group '" + Sentences.shortened(group) + "' on the axis '" + column.axis()
                                    + "'; it has: "
                                    + Sentences.listed(
                                            groups.keySet().stream().sorted().toList()));
                }
            }
            axes.add(new JoinedAxis(axis.get().id(), groups, column.group().name(), descriptions));
        }
        return axes;
    }

    /// Participations of raters who were imported before, by their names in the file.
    private Map<String, Long> known(long studyId, long poolId) {
        Map<String, Long> known = new HashMap<>();
        sql.list(row -> known.put(row.getString(1), row.getLong(2)), """
                select r.external_id, p.id from participation p join rater r on r.id = p.rater_id
                where p.study_id = :study and r.pool_id = :pool""", bind("study", studyId), bind("pool", poolId));
        return known;
    }

    private long add(long studyId, long poolId, Population population, ImportedRater rater, List<JoinedAxis> axes) {
        long raterId = sql.number(
                "insert into rater (pool_id, external_id, created_at) values (:pool, :name, :now) returning id",
                bind("now", clock.instant()),
                bind("pool", poolId),
                bind("name", rater.name()));
        long participation = sql.number(
                """
                insert into participation (study_id, rater_id, pseudonym, state, group_mapping_id, created_at)
                values (:study, :rater, :name, 'completed', :mapping, :now) returning id""",
                bind("now", clock.instant()),
                bind("study", studyId),
                bind("rater", raterId),
                bind("name", rater.name()),
                bind("mapping", population.mappingId()));
        for (JoinedAxis axis : axes) {
            SelfDescription said = axis.descriptions().get(rater.index());
            sql.update(
                    """
                    insert into demographic_answer (participation_id, axis_id, kind, raw, answered_at)
                    values (:rater, :axis, :kind, :raw, :now)""",
                    bind("now", clock.instant()),
                    bind("rater", participation),
                    bind("axis", axis.id()),
                    bind("kind", said == null ? "declined" : "imported"),
                    bind("raw", said == null ? null : said.raw()));
            if (said != null) {
                sql.update(
                        "insert into group_membership (participation_id, axis_id, rater_group_id) values (:rater, :axis, :group)",
                        bind("rater", participation),
                        bind("axis", axis.id()),
                        bind("group", axis.groups().get(said.group())));
            }
        }
        return participation;
    }
}

package parallax.study;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.store.Sql;

/// Stores a plan as a draft study, or what was collected elsewhere as a closed one.
@ApplicationScoped
public class StudyDesign {
    private static final String CODE_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int CODE_LENGTH = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Sql sql;
    private final Clock clock;
    private final Populations populations;
    private final Rubrics rubrics;
    private final Studies studies;
    private final AuditTrail trail;

    public StudyDesign(
            Sql sql, Clock clock, Populations populations, Rubrics rubrics, Studies studies, AuditTrail trail) {
        this.sql = sql;
        this.clock = clock;
        this.populations = populations;
        this.rubrics = rubrics;
        this.studies = studies;
        this.trail = trail;
    }

    /// @param accountId whose study it is; null when the installation makes it itself
    /// @return the id of the study
    @Transactional
    public long create(StudyPlan plan, @Nullable Long accountId) {
        return create(plan, ConsentInformation.of(plan.introduction()), accountId);
    }

    /// @param told what raters are told before they agree
    /// @param accountId whose study it is; null when the installation makes it itself
    /// @return the id of the study
    @Transactional
    public long create(StudyPlan plan, ConsentInformation told, @Nullable Long accountId) {
        Study study = Study.planned(newCode(), plan, accountId, clock.instant());
        study.persist();
        long id = study.id();
        ConsentVersion.first(id, plan.consent(), told, clock.instant()).persist();
        sql.work(connection -> RubricRows.insert(connection, id, 1, plan.rubric(), clock.instant()));
        Map<String, Long> groups = storeAxes(id, plan.axes());
        insertStrata(id, plan.strata(), plan.sampling().replication(), groups);
        if (accountId != null) {
            StudyMember.beginner(id, accountId).persist();
        }
        trail.record(AuditEntry.of(Actor.accountOrSystem(accountId), AuditAction.STUDY_CREATED)
                .inStudy(id)
                .about(id));
        return id;
    }

    /// Makes a draft what another plan says; what raters are told is set apart. What stays the same
    /// keeps its rows.
    ///
    /// @param seen the version of the study on the page that asked for it; null if no page did
    /// @throws IllegalStateException if it is not a draft
    @Transactional(Transactional.TxType.MANDATORY)
    public void redraw(long studyId, StudyPlan before, StudyPlan plan, @Nullable Integer seen) {
        Study study = studies.held(studyId);
        study.requireUnchanged(seen);
        study.redesign(plan);
        if (!before.rubric().equals(plan.rubric())) {
            sql.update("delete from rubric where study_id = :study", bind("study", studyId));
            sql.work(connection -> RubricRows.insert(connection, studyId, 1, plan.rubric(), clock.instant()));
        }
        boolean sameStrata = before.strata().equals(plan.strata())
                && before.sampling().replication() == plan.sampling().replication();
        if (!before.axes().equals(plan.axes()) || !sameStrata) {
            sql.update("delete from stratum where study_id = :study", bind("study", studyId));
            sql.update("delete from group_mapping where study_id = :study", bind("study", studyId));
            sql.update("delete from axis where study_id = :study", bind("study", studyId));
            insertStrata(studyId, plan.strata(), plan.sampling().replication(), storeAxes(studyId, plan.axes()));
        }
    }

    /// A study whose judgments were collected elsewhere.
    ///
    /// @param occasions how often a rater judged the same item at most
    /// @param datasetLayout the code of the layout in which they came
    public record Collected(
            String title,
            String purpose,
            String contentWarning,
            boolean ratersKnown,
            int occasions,
            String datasetLayout) {}

    /// Stores a study that is closed from its beginning, with its rubric, which is locked; its raters,
    /// items and judgments are the caller's to store, in the same transaction.
    @Transactional(Transactional.TxType.MANDATORY)
    public Study storeClosed(Collected collected, Rubric rubric) {
        Study study = Study.collected(newCode(), collected, clock.instant());
        study.persist();
        long id = study.id();
        sql.work(connection -> RubricRows.insert(connection, id, 1, rubric, clock.instant()));
        rubrics.lock(id);
        return study;
    }

    /// How raters continue a study that was imported: each of them whoever they are, in one stratum.
    public record Continuation(Introduction introduction, String consent, Sampling sampling, int raters) {}

    /// Opens an imported study to raters; its items' seats are the caller's to make, in the same
    /// transaction.
    ///
    /// @param seen the version of the study on the page that asked for it; null if no page did
    /// @throws IllegalStateException if that is not possible
    @Transactional(Transactional.TxType.MANDATORY)
    public void continueImported(long studyId, Continuation continuation, @Nullable Integer seen, Actor by) {
        Study study = studies.held(studyId);
        study.requireUnchanged(seen);
        study.continueWith(continuation.introduction(), continuation.sampling(), clock.instant());
        ConsentVersion.first(
                        studyId,
                        continuation.consent(),
                        ConsentInformation.of(continuation.introduction()),
                        clock.instant())
                .persist();
        insertStrata(
                studyId,
                List.of(StudyPlan.StratumPlan.everyone(continuation.raters())),
                continuation.sampling().replication(),
                Map.of());
        trail.record(
                AuditEntry.of(by, AuditAction.STUDY_CONTINUED).inStudy(studyId).about(studyId));
    }

    /// A code that nobody can guess from another study's.
    public static String newCode() {
        var code = new StringBuilder();
        for (int i = 0; i < CODE_LENGTH; i++) {
            code.append(CODE_LETTERS.charAt(RANDOM.nextInt(CODE_LETTERS.length())));
        }
        return code.toString();
    }

    /// @return group id by `axis code` + tab + `label`
    private Map<String, Long> storeAxes(long studyId, List<StudyPlan.AxisPlan> axes) {
        Populations.Stored stored = populations.store(
                studyId,
                "each choice is a group",
                axes.stream().map(StudyPlan.AxisPlan::grouped).toList());
        var groups = new HashMap<String, Long>();
        for (int a = 0; a < axes.size(); a++) {
            String code = axes.get(a).code();
            stored.axes().get(a).groups().forEach((label, id) -> groups.put(key(code, label), id));
        }
        return groups;
    }

    private void insertStrata(
            long studyId, List<StudyPlan.StratumPlan> strata, int replication, Map<String, Long> groups) {
        for (int position = 0; position < strata.size(); position++) {
            StudyPlan.StratumPlan stratum = strata.get(position);
            long stratumId = sql.number(
                    """
                    insert into stratum (study_id, position, label, target, replication, undisclosed)
                    values (:study, :position, :label, :target, :replication, :undisclosed) returning id""",
                    bind("study", studyId),
                    bind("position", position),
                    bind("label", stratum.label()),
                    bind("target", stratum.target()),
                    bind("replication", stratum.replication(replication)),
                    bind("undisclosed", stratum.undisclosed()));
            for (Map.Entry<String, Set<String>> axis : stratum.groups().entrySet()) {
                for (String label : axis.getValue()) {
                    Long group = groups.get(key(axis.getKey(), label));
                    if (group == null) {
                        throw new IllegalArgumentException("stratum " + stratum.label() + " names no group of axis "
                                + axis.getKey() + ": " + label);
                    }
                    sql.update(
                            "insert into stratum_group (stratum_id, rater_group_id) values (:stratum, :group)",
                            bind("stratum", stratumId),
                            bind("group", group));
                }
            }
        }
    }

    private static String key(String axis, String label) {
        return axis + "\t" + label;
    }
}

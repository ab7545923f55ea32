package parallax.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.analytics.UnsurePolicy;
import parallax.identity.Actor;
import parallax.signal.PanelFlags;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.World;
import parallax.study.Signal;
import parallax.withdrawal.Withdrawals;

/// An exclusion is a named rule that leaves raters out where it is asked for, and nowhere else.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ExclusionsTest {
    private static final Exclusion FLAGGED = rule("flagged", Map.of(Signal.PANEL_FLAG, 1.0));

    @Inject
    World world;

    @Inject
    Exclusions exclusions;

    @Inject
    ExclusionEffects effects;

    @Inject
    AnalysisRuns runs;

    @Inject
    AnalysisJob job;

    @Inject
    Estimates estimates;

    @Inject
    PanelFlags flags;

    @Inject
    Withdrawals withdrawals;

    @Inject
    Sql sql;

    private World.OpenStudy study = new World.OpenStudy(0, "");

    @BeforeEach
    void a_study_of_two_shores_with_one_rater_flagged_on_each() {
        while (job.runNext()) {} // what other tests left waiting
        study = world.openLooking(
                world.twoShores("Excluded", 20, 1),
                Map.of(Signal.PANEL_FLAG, 1.0, Signal.STRAIGHT_LINING, 9.0),
                "A reply.");
        world.crowd(study, "West", 3, 0);
        world.crowd(study, "East", 4, 2);
        for (String shore : List.of("East", "West")) {
            var flagged = world.admitted(study, shore);
            world.judges(study, flagged, shore.equals("East") ? 0 : 2);
            flags.set(study.id(), List.of(flagged.participation().pseudonym()), true, Actor.system());
        }
        assertTrue(exclusions.create(study.id(), FLAGGED, null));
    }

    @Test
    void an_analysis_leaves_them_out_only_if_it_asks_and_says_so() {
        AnalysisRun with = analysed(null);
        AnalysisRun without = analysed(FLAGGED);
        assertEquals(5 / 9.0, pUnsafe(with, null));
        assertEquals(4 / 7.0, pUnsafe(without, null));
        assertEquals(0.0, pUnsafe(without, "West"));
        AnalysisRun.ReadAnswers read = Objects.requireNonNull(without.read());
        assertEquals(2, read.excluded());
        assertEquals(7, read.raters());
        assertEquals(
                "all current judgments; without raters excluded by “flagged” (panelFlag ≥ 1)",
                without.request().cut().inWords());
        assertFalse(read.digest().equals(Objects.requireNonNull(with.read()).digest()));
    }

    @Test
    void what_it_would_change_is_told_group_by_group_before() {
        ExclusionEffect effect = effects.of(study.id(), FLAGGED);
        assertEquals(
                List.of("null 9 2 0.556 0.571", "East 5 1 0.800 1.000", "West 4 1 0.250 0.000"),
                effect.lines().stream()
                        .map(line -> String.format(
                                Locale.ROOT,
                                "%s %d %d %.3f %.3f",
                                line.group(),
                                line.before().raters(),
                                line.ratersOut(),
                                line.before().pUnsafe().value(),
                                line.after().pUnsafe().value()))
                        .toList());
    }

    @Test
    void a_name_means_one_rule_for_ever_and_a_rule_can_be_retired_and_taken_up_again() {
        assertFalse(exclusions.create(study.id(), rule("flagged", Map.of(Signal.STRAIGHT_LINING, 3.0)), null));
        assertEquals(List.of(FLAGGED), exclusions.ofStudy(study.id()));
        boolean retired = true;
        assertTrue(exclusions.retire(study.id(), "flagged", retired, Actor.system()));
        assertTrue(exclusions.ofStudy(study.id()).getFirst().retired());
        assertTrue(exclusions.retire(study.id(), "flagged", !retired, Actor.system()));
        assertEquals(List.of(FLAGGED), exclusions.ofStudy(study.id()));
        assertFalse(exclusions.retire(study.id(), "none", retired, Actor.system()));
        assertEquals(
                List.of("exclusion.created", "exclusion.retired", "exclusion.taken_up"),
                sql.list(
                        row -> row.getString(1),
                        "select action from audit_entry where study_id = :study and action like 'exclusion%' order by id",
                        bind("study", study.id())));
    }

    @Test
    void conditions_are_joined_as_the_rule_says() {
        var any = new Exclusion("both", false, Map.of(Signal.PANEL_FLAG, 1.0, Signal.STRAIGHT_LINING, 1.0), false);
        var all = new Exclusion("both", true, any.conditions(), false);
        assertEquals(9, exclusions.raters(study.id(), any).size());
        assertEquals(2, exclusions.raters(study.id(), all).size());
        assertEquals("straightLining ≥ 1 or panelFlag ≥ 1", any.inWords());
        assertEquals("straightLining ≥ 1 and panelFlag ≥ 1", all.inWords());
        assertThrows(IllegalArgumentException.class, () -> rule("none", Map.of()));
        assertThrows(IllegalArgumentException.class, () -> rule("a b", FLAGGED.conditions()));
    }

    @Test
    void no_name_of_a_rater_stays_with_an_analysis_when_they_withdraw() {
        AnalysisRun run = analysed(FLAGGED);
        Set<String> excluded = exclusions.raters(study.id(), FLAGGED);
        String stored = sql.one(
                row -> row.getString(1),
                "select request::text from analysis_run where id = :run",
                bind("run", run.id()));
        excluded.forEach(name -> assertFalse(stored.contains(name), stored));
        withdrawals.withdraw(sql.number(
                "select id from participation where pseudonym = :name",
                bind("name", excluded.iterator().next())));
        assertEquals(1, exclusions.raters(study.id(), FLAGGED).size());
    }

    private static Exclusion rule(String name, Map<Signal, Double> conditions) {
        boolean no = false;
        return new Exclusion(name, no, conditions, no);
    }

    private AnalysisRun analysed(@Nullable Exclusion exclusion) {
        var request = new AnalysisRequest(
                List.of(),
                List.of("shore"),
                List.of(UnsurePolicy.CATEGORY),
                AnalysisRequest.Cut.NONE.without(exclusion),
                AnalysisRequest.Method.ofEveryMetric(0, 0, 1));
        long id = runs.queue(study.id(), request, null);
        assertTrue(job.runNext());
        AnalysisRun run = runs.find(study.id(), id).orElseThrow();
        assertEquals(AnalysisRun.State.DONE, run.state(), run.failure());
        return run;
    }

    private Double pUnsafe(AnalysisRun run, @Nullable String group) {
        String overall = effects.of(study.id(), FLAGGED).question();
        return estimates.of(run.id(), null).stream()
                .filter(e -> e.finding().metric().equals("pUnsafe")
                        && e.finding().against() == null
                        && Objects.equals(e.finding().group(), group)
                        && e.question().equals(overall))
                .map(e -> e.finding().estimate().value())
                .findFirst()
                .orElseThrow();
    }
}

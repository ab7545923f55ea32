package parallax.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StudyTest {
    private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");

    private final Study study = Study.planned("abcdef", plan(), null, NOW);

    @Test
    void a_draft_opens_by_publication_alone_and_once() {
        assertTrue(study.isDraft());
        assertEquals("", study.entryLink());
        assertFalse(study.become(Study.State.OPEN));
        study.publish(NOW);
        assertTrue(study.isOpen());
        assertEquals("/s/abcdef", study.entryLink());
        assertThrows(IllegalStateException.class, () -> study.publish(NOW));
    }

    @Test
    void a_paused_or_closed_study_opens_again_and_a_closed_one_does_nothing_else() {
        study.publish(NOW);
        assertTrue(study.become(Study.State.PAUSED));
        assertTrue(study.become(Study.State.OPEN));
        assertTrue(study.become(Study.State.CLOSED));
        assertTrue(study.become(Study.State.OPEN), "closing is no end");
        assertTrue(study.become(Study.State.CLOSED));
        for (Study.State state : List.of(Study.State.DRAFT, Study.State.PAUSED, Study.State.CLOSED)) {
            assertFalse(study.become(state), state.word());
        }
        assertEquals(Study.State.CLOSED, study.state());
    }

    @Test
    void judgments_that_were_collected_elsewhere_make_a_closed_study_that_no_rater_enters() {
        Study collected = Study.collected(
                "ghijkl", new StudyDesign.Collected("Ratings", "From a file", "", true, 2, "long"), NOW);
        assertEquals(Study.State.CLOSED, collected.state());
        assertTrue(collected.isImported());
        assertEquals("", collected.entryLink());
        assertEquals(2, collected.sampling().occasions());
        assertTrue(collected.cameAs("long"));
        assertFalse(study.cameAs("long"));
    }

    private static StudyPlan plan() {
        return new StudyPlan(
                new Introduction("A study", "", "", "", "", "", 10),
                "I agree.",
                "safety-short",
                List.of(),
                List.of(StudyPlan.StratumPlan.everyone(5)),
                new Sampling(20, 3, 1, Sampling.LEASE_MINUTES, 10),
                StudyPlan.Raters.PEOPLE,
                PanelCodes.NONE);
    }
}

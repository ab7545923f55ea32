package parallax.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RaterDiagnosticsTest {

    @Test
    void agreement_is_the_mean_share_of_others_who_chose_the_same() {
        RaterDiagnostics diagnostics = new RaterDiagnostics(WorkedExample.MATRIX, WorkedExample.AGE);
        // r1: 2 of 3 on i1, 3 of 3 on i2, 0 of 3 on i3; among the old 1, 1, 0
        assertEquals(5 / 9.0, diagnostics.agreementWithAll(0).orThrow(), 1e-15);
        assertEquals(2 / 3.0, diagnostics.agreementWithOwnGroup(0).orThrow(), 1e-15);
        assertEquals(1 / 3.0, diagnostics.unsureUse(0).orThrow());
        assertEquals(1 / 3.0, diagnostics.straightLining(0).orThrow());
        assertEquals(2 / 3.0, diagnostics.straightLining(2).orThrow());
    }

    @Test
    void what_cannot_be_compared_says_so() {
        Axis alone = Axis.of("age", Arrays.asList("old", "young", "young", null));
        RaterDiagnostics diagnostics = new RaterDiagnostics(WorkedExample.MATRIX, alone);
        assertEquals(
                "nobody else of the group answered the items",
                diagnostics.agreementWithOwnGroup(0).reason());
        assertEquals(
                "the rater is in no group of the axis",
                diagnostics.agreementWithOwnGroup(3).reason());
        RatingMatrix single = WorkedExample.matrix(List.of("Yes"));
        RaterDiagnostics one = new RaterDiagnostics(single, Axis.everyone(1));
        assertEquals("nobody else answered the items", one.agreementWithAll(0).reason());
        RatingMatrix dropped = WorkedExample.matrix(List.of("Unsure", "No")).under(UnsurePolicy.DROP);
        RaterDiagnostics without = new RaterDiagnostics(dropped, Axis.everyone(2));
        assertEquals("no answers", without.straightLining(0).reason());
        assertEquals("no option is declared unsure", without.unsureUse(1).reason());
    }
}

package parallax.settings;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Set;
import org.junit.jupiter.api.Test;
import parallax.store.PostgresResource;

/// A process that has the role `analysis` and no other.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(AnalysisAloneTest.Alone.class)
class AnalysisAloneTest {
    /// Its one role.
    public static class Alone extends WorkOfOneRole.OneRole {
        public Alone() {
            super(ProcessRole.ANALYSIS);
        }
    }

    @Inject
    WorkOfOneRole work;

    @Test
    void it_carries_out_analyses_and_serves_no_page() throws InterruptedException {
        WorkOfOneRole.requirePages(404);
        work.isTakenFrom(Set.of("analysis_run"));
    }
}

package parallax.settings;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Set;
import org.junit.jupiter.api.Test;
import parallax.store.PostgresResource;

/// A process that has the role `web` and no other.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(WebAloneTest.Alone.class)
class WebAloneTest {
    /// Its one role.
    public static class Alone extends WorkOfOneRole.OneRole {
        public Alone() {
            super(ProcessRole.WEB);
        }
    }

    @Inject
    WorkOfOneRole work;

    @Test
    void it_serves_pages_and_leaves_all_work_to_others() throws InterruptedException {
        WorkOfOneRole.requirePages(200);
        work.isTakenFrom(Set.of());
    }
}

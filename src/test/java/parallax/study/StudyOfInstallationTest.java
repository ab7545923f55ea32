package parallax.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.TestTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.durability.StudyFixture;
import parallax.identity.Role;
import parallax.store.PostgresResource;
import parallax.stories.World;

/// A demo that starts again finds the study that it made, and takes nobody else's for it.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class StudyOfInstallationTest {
    @Inject
    StudyDesign design;

    @Inject
    World world;

    @Test
    @TestTransaction
    void a_study_that_the_installation_made_is_found_by_its_title_and_nobody_elses_is() {
        var ines = world.person(Role.RESEARCHER, "Ines");
        StudyPlan plan = StudyFixture.everyone(5, 1, 1);
        String title = plan.introduction().title();
        List<Long> before = Study.ofInstallation(title).stream().map(Study::id).toList();
        long made = design.create(plan, null);
        design.create(plan, ines.id());
        List<Long> after = Study.ofInstallation(title).stream().map(Study::id).toList();
        assertEquals(before.size() + 1, after.size());
        assertEquals(made, after.getLast());
        assertEquals(List.of(), Study.ofInstallation("no such title"));
    }
}

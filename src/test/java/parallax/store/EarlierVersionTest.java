package parallax.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static parallax.durability.Violations.violations;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import parallax.assignment.Assignment;
import parallax.assignment.Assignments;
import parallax.durability.StudyFixture;
import parallax.rater.Admission;
import parallax.rater.Demographics;
import parallax.rater.Participation;
import parallax.study.Populations;
import parallax.study.Study;

/// The application starts on the demo of an earlier version: Flyway migrates it and Hibernate finds its tables
/// as they should be, or nothing here runs.
@QuarkusTest
@QuarkusTestResource(value = EarlierVersionTest.EarlierDemo.class, restrictToAnnotatedClass = true)
class EarlierVersionTest {
    @Inject
    Flyway flyway;

    @Inject
    Invariants invariants;

    @Inject
    Populations populations;

    @Inject
    StudyFixture fixture;

    @Inject
    Admission admission;

    @Inject
    Assignments assignments;

    @Inject
    Sql sql;

    @Test
    void every_judgment_is_there_no_invariant_is_broken_and_the_study_goes_on() {
        assertEquals(0, flyway.info().pending().length);
        assertEquals(EarlierDemo.JUDGMENTS, sql.number("select count(*) from judgment"));
        assertEquals(
                EarlierDemo.JUDGMENTS,
                sql.number("select count(*) from audit_entry where action = 'judgment.submitted'"));
        assertEquals(List.of(), violations(invariants));

        Study study = Study.<Study>listAll().getFirst();
        List<Demographics.Said> declined = populations.axes(study.id()).stream()
                .map(axis -> Demographics.Said.declined(axis.id()))
                .toList();
        Participation rater = admission.admit(fixture.consented(study.id()).id(), new Demographics(declined));
        Assignment item = assignments.current(rater.id()).orElseThrow();
        fixture.submit(study.id(), item, 1);
        assertEquals(EarlierDemo.JUDGMENTS + 1, sql.number("select count(*) from judgment"));
        assertEquals(List.of(), violations(invariants));
    }

    /// A database with the schema of then, in which a backup of then was restored.
    public static final class EarlierDemo implements QuarkusTestResourceLifecycleManager {
        static final long JUDGMENTS = 1440;
        private static final Path BACKUP = Path.of("test", "resources", "store", "demo-of-schema-0009.zip");

        private @Nullable Database database;

        @Override
        public Map<String, String> start() {
            Database empty = Database.own(Map.of(), Path.of("target", "test-data-of-earlier-version"));
            database = empty;
            try (Connection connection = empty.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("drop schema public cascade; create schema public");
            } catch (SQLException e) {
                throw new StoreFailure("the test database cannot be emptied", e);
            }
            Flyway.configure()
                    .dataSource(empty.jdbcUrl(), empty.username(), empty.password())
                    .locations("db/migration")
                    .target("9")
                    .load()
                    .migrate();
            Backup.restore(empty, BACKUP, Set.of());
            return Map.of(
                    "quarkus.datasource.jdbc.url", empty.jdbcUrl(),
                    "quarkus.datasource.username", empty.username(),
                    "quarkus.datasource.password", empty.password());
        }

        @Override
        public void stop() {
            if (database != null) {
                database.close();
            }
        }
    }
}

package parallax.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.restassured.RestAssured;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import parallax.analysis.AnalysisRequest;
import parallax.analysis.AnalysisRuns;
import parallax.analytics.UnsurePolicy;
import parallax.generation.Decoding;
import parallax.generation.GenerationRuns;
import parallax.generation.ModelSource;
import parallax.generation.Prompts;
import parallax.identity.Role;
import parallax.store.Sql;
import parallax.stories.World;

/// An analysis and a generation run that wait, and who takes them while the application keeps looking for work.
@ApplicationScoped
public class WorkOfOneRole {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final World world;
    private final AnalysisRuns analyses;
    private final GenerationRuns runs;
    private final Sql sql;

    public WorkOfOneRole(World world, AnalysisRuns analyses, GenerationRuns runs, Sql sql) {
        this.world = world;
        this.analyses = analyses;
        this.runs = runs;
        this.sql = sql;
    }

    /// The application in one role, looking for work every second as it does when it serves.
    abstract static class OneRole implements QuarkusTestProfile {
        private final ProcessRole role;

        OneRole(ProcessRole role) {
            this.role = role;
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "parallax.roles",
                    role.name().toLowerCase(java.util.Locale.ROOT),
                    "quarkus.scheduler.enabled",
                    "true");
        }
    }

    /// @param taken the tables whose waiting row is taken; that of the other stays as it is
    void isTakenFrom(Set<String> taken) throws InterruptedException {
        Map<String, Long> waiting = Map.of("analysis_run", analysis(), "generation_run", run());
        Thread.sleep(Duration.ofSeconds(3)); // three looks for work
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (String table : taken) {
            while (state(table, waiting).matches("queued|running")) {
                assertTrue(System.nanoTime() < end, table + " is " + state(table, waiting));
                Thread.sleep(50);
            }
        }
        for (String table : waiting.keySet()) {
            assertEquals(!taken.contains(table), state(table, waiting).equals("queued"), table);
        }
        sql.update("update analysis_run set state = 'cancelled' where state = 'queued'");
        sql.update("update generation_run set state = 'cancelled' where state = 'queued'");
    }

    /// Pages, what they need, and the API; how the process is, it says in every role.
    static void requirePages(int expected) {
        for (String address : List.of("/sign-in", "/favicon.svg", "/api/v1/openapi")) {
            assertEquals(expected, RestAssured.get(address).statusCode(), address);
        }
        assertEquals(200, RestAssured.get("/q/health/ready").statusCode());
    }

    private String state(String table, Map<String, Long> waiting) {
        return sql.one(
                row -> row.getString(1),
                "select state from " + table + " where id = :id",
                bind("id", waiting.getOrDefault(table, 0L)));
    }

    private long analysis() {
        var study = world.open(world.twoShores("Analysed", 2, 1), "One.");
        return analyses.queue(
                study.id(),
                new AnalysisRequest(
                        List.of(),
                        List.of(),
                        List.of(UnsurePolicy.CATEGORY),
                        AnalysisRequest.Cut.NONE,
                        AnalysisRequest.Method.ofEveryMetric(0, 0, 1)),
                null);
    }

    /// Whoever takes it ends it at once, as there is no such model.
    private long run() {
        long draft = world.draft(world.twoShores("Generated", 2, 1), world.person(Role.RESEARCHER, "Ines"));
        var nowhere = new ModelSource("none", ModelSource.Provider.ONNX, "sha256:0", "fp32", "/no/such/model", null);
        return runs.queue(draft, "One prompt", Prompts.read("Well?"), nowhere, Decoding.sampling(0, 1, 5, 1, 1), null);
    }
}

package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import parallax.store.PostgresResource;

/// What the API says of itself is what it does, and all that it does.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ApiDescriptionTest {
    @Test
    void it_names_every_endpoint_of_the_api_and_no_page() {
        Set<String> real = Endpoints.all().stream()
                .filter(e -> e.startsWith("GET /api/v1/"))
                .map(e -> e.substring("GET ".length()))
                .collect(Collectors.toSet());
        assertEquals(new TreeSet<>(real), new TreeSet<>(paths().keySet()));
    }

    @Test
    void its_schemas_are_the_records_that_the_api_gives() {
        Map<String, Object> schemas = document().getMap("components.schemas");
        assertEquals(
                new TreeSet<>(List.of(
                        "Analysis",
                        "AuditEntry",
                        "ApiProblem",
                        "ApiStudy",
                        "Axis",
                        "Distribution",
                        "Estimate",
                        "GroupDistribution",
                        "Interval",
                        "Item",
                        "Judgment",
                        "Question",
                        "Turn")),
                new TreeSet<>(schemas.keySet()));
        Set<String> study = document().getMap("components.schemas.ApiStudy.properties").keySet().stream()
                .map(String::valueOf)
                .collect(Collectors.toSet());
        assertEquals(
                Set.of("id", "code", "title", "state", "synthetic", "ratersKnown", "minGroup", "questions", "axes"),
                study);
        List<String> group = document().getList("components.schemas.GroupDistribution.properties.nAnswers.type");
        assertTrue(group.contains("null"), "a hidden group's count is null: " + group);
    }

    @Test
    void every_security_scheme_asked_for_is_defined_and_refusals_are_told() {
        Set<String> defined = document().getMap("components.securitySchemes").keySet().stream()
                .map(String::valueOf)
                .collect(Collectors.toSet());
        assertEquals(Set.of("apiKey", "session"), defined);
        paths().forEach((path, item) -> {
            Map<?, ?> get = map(map(item).get("get"));
            assertEquals("[{apiKey=[]}, {session=[]}]", String.valueOf(get.get("security")), path);
            Map<?, ?> responses = map(get.get("responses"));
            Set<?> told = responses.keySet();
            assertTrue(told.containsAll(Set.of("200", "401", "403")), path + " " + told);
            assertEquals(path.contains("{id}"), told.contains("404"), path);
            assertTrue(String.valueOf(responses.get("200")).contains("schema"), path);
        });
    }

    @Test
    void the_range_of_a_page_is_told() {
        for (String list : List.of("items", "judgments")) {
            Map<?, ?> path = map(paths().get("/api/v1/studies/{id}/" + list));
            String parameters = String.valueOf(map(path.get("get")).get("parameters"));
            assertTrue(parameters.contains("minimum=1") && parameters.contains("maximum=1000"), parameters);
        }
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return (Map<?, ?>) Objects.requireNonNull(value);
    }

    private static Map<String, Object> paths() {
        return document().getMap("paths");
    }

    private static JsonPath document() {
        return Browserless.anonymous().get("/api/v1/openapi?format=json").jsonPath();
    }
}

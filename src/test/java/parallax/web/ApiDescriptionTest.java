package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Locale;
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
    private static final Set<String> VERBS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private static final TreeSet<String> SCHEMAS = new TreeSet<>(List.of(
            "Agreement",
            "Analysis",
            "AddedWebhook",
            "AnalysisOrder",
            "AnalysisPlan",
            "ApiProblem",
            "ApiStudy",
            "AttentionItem",
            "AttentionOrder",
            "AuditEntry",
            "Axis",
            "CheckedLimit",
            "CheckedPlan",
            "ComprehensionQuestion",
            "Conditions",
            "Conductor",
            "ConsentInformation",
            "Contents",
            "DatasetExport",
            "DatasetExportOrder",
            "Distribution",
            "EffectOfExclusion",
            "EffectOnGroup",
            "Estimate",
            "ExclusionOrder",
            "ExclusionRule",
            "FlagOrder",
            "GateCheck",
            "GateLine",
            "GateOutcome",
            "GenerationRun",
            "Grade",
            "GroupDistribution",
            "Handling",
            "Insertions",
            "Interval",
            "Invitation",
            "InvitationOrder",
            "Item",
            "Judgment",
            "Kept",
            "Kind",
            "MadeStudy",
            "Member",
            "Overview",
            "OverviewCell",
            "OverviewQuestion",
            "PairOrder",
            "PairedReplies",
            "PanelPerson",
            "People",
            "Place",
            "PlanProblem",
            "PlannedContrast",
            "PlannedLimit",
            "PracticePlan",
            "Question",
            "ReceivedInvitation",
            "RefusedFile",
            "RefusedPlan",
            "RegisteredWebhook",
            "ReleaseLine",
            "ReleaseReport",
            "ReleasedAxis",
            "ReleasedGroup",
            "ReleasedQuestion",
            "ReportClaim",
            "ReportCompared",
            "ReportFigures",
            "ReportGroup",
            "ReportHidden",
            "ReportModel",
            "ReportPeople",
            "ReportProtocol",
            "ReportQuestion",
            "ReportRubric",
            "ReportSubject",
            "ReportTurn",
            "ReportedItem",
            "RetentionOrder",
            "Rules",
            "Seal",
            "SignalValue",
            "SignalsOfRater",
            "SignalsSeen",
            "Stratum",
            "StratumOrder",
            "StudyState",
            "Terms",
            "Totals",
            "Trial",
            "Turn",
            "UnsafeShare",
            "Upload",
            "WebhookDelivery",
            "WebhookOrder",
            "WholeRelease"));

    @Test
    void it_names_every_endpoint_of_the_api_and_no_page() {
        Set<String> real =
                Endpoints.all().stream().filter(e -> e.contains(" /api/v1/")).collect(Collectors.toSet());
        var described = new TreeSet<String>();
        paths().forEach((path, item) -> map(item).keySet().stream()
                .map(verb -> String.valueOf(verb).toUpperCase(Locale.ROOT))
                .filter(VERBS::contains)
                .forEach(verb -> described.add(verb + " " + path)));
        assertEquals(new TreeSet<>(real), described);
    }

    @Test
    void its_schemas_are_the_records_that_the_api_gives() {
        Map<String, Object> schemas = document().getMap("components.schemas");
        assertEquals(SCHEMAS, new TreeSet<>(schemas.keySet()));
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
            map(item).forEach((verb, operation) -> {
                if (VERBS.contains(String.valueOf(verb).toUpperCase(Locale.ROOT))) {
                    tells(path, verb.equals("get"), map(operation));
                }
            });
        });
    }

    private static void tells(String path, boolean reads, Map<?, ?> operation) {
        assertEquals("[{apiKey=[]}, {session=[]}]", String.valueOf(operation.get("security")), path);
        Map<?, ?> responses = map(operation.get("responses"));
        Set<?> told = responses.keySet();
        assertTrue(told.containsAll(Set.of("401", "403")), path + " " + told);
        assertEquals(path.contains("{"), told.contains("404"), path);
        if (reads) {
            assertTrue(String.valueOf(responses.get("200")).contains("schema"), path);
        }
    }

    @Test
    void what_a_change_takes_and_how_it_is_refused_is_told() {
        Map<?, ?> post = map(map(paths().get("/api/v1/studies/{id}/analyses")).get("post"));
        assertEquals("[{apiKey=[]}, {session=[]}]", String.valueOf(post.get("security")));
        assertEquals(
                Set.of("202", "400", "401", "403", "404"),
                map(post.get("responses")).keySet());
        assertTrue(String.valueOf(post.get("requestBody")).contains("AnalysisOrder"), post::toString);
        Map<?, ?> delete =
                map(map(paths().get("/api/v1/studies/{id}/analyses/{analysis}")).get("delete"));
        assertEquals(
                Set.of("204", "401", "403", "404", "409"),
                map(delete.get("responses")).keySet());
    }

    @Test
    void what_a_file_of_items_may_be_and_how_it_is_refused_is_told() {
        Map<?, ?> post = map(map(paths().get("/api/v1/studies/{id}/items")).get("post"));
        assertEquals(
                Set.of("201", "401", "403", "404", "409", "422"),
                map(post.get("responses")).keySet());
        assertTrue(String.valueOf(map(post.get("responses")).get("422")).contains("RefusedFile"), post::toString);
        assertTrue(String.valueOf(post.get("requestBody")).contains("application/x-ndjson"), post::toString);
        Map<?, ?> delete =
                map(map(paths().get("/api/v1/studies/{id}/uploads/{upload}")).get("delete"));
        assertEquals(
                Set.of("204", "401", "403", "404", "409"),
                map(delete.get("responses")).keySet());
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

package parallax.dataset.exports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.dataset.Datasets;
import parallax.dataset.Layout;
import parallax.dataset.exports.ExportRequest.Reader;
import parallax.dataset.exports.ExportRequest.Revisions;
import parallax.dataset.exports.ExportRequest.Times;
import parallax.store.PostgresResource;

/// What leaves says what wrote each reply, and how each judgment came about.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ProvenanceTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    Datasets datasets;

    @Inject
    Exporter exporter;

    @Inject
    GeneratedStudy generated;

    @TempDir
    Path folder = Path.of("");

    private long study;

    @BeforeEach
    void a_study_whose_replies_a_model_wrote() {
        study = generated.make();
    }

    @AfterEach
    void the_study_goes() {
        generated.remove(study);
    }

    @Test
    void the_items_file_names_what_wrote_each_reply() throws IOException {
        String items = datasets.exportedItems(study);
        for (String column : List.of(
                "reply_adapter_digest",
                "reply_device",
                "reply_model",
                "reply_model_digest",
                "reply_precision",
                "reply_prompt",
                "reply_sampler",
                "reply_seed",
                "reply_template_digest")) {
            assertTrue(items.lines().findFirst().orElseThrow().contains(column), column);
        }
        assertTrue(items.contains("sha256:model-a") && items.contains("sha256:model-b"), items);
    }

    @Test
    void a_companion_says_of_every_row_of_a_layout_what_its_columns_cannot() throws IOException {
        List<JsonNode> lines = provenance(Layout.DICES350);
        JsonNode item = about(lines, "item").getFirst();
        assertEquals("generated", item.path("source").asText());
        assertEquals("sha256:model-a", item.path("modelDigest").asText());
        assertEquals(7, item.path("seed").asInt());
        assertEquals(0.8, item.path("sampler").path("temperature").asDouble());
        List<JsonNode> judgments = about(lines, "judgment");
        assertEquals(4, judgments.size());
        assertEquals(
                List.of("R1 1", "R2 1", "R1 2", "R2 2"),
                judgments.stream()
                        .map(line -> line.path("rater").asText() + " " + line.path("judgingOrder"))
                        .toList());
        assertEquals(1, judgments.getFirst().path("rubricVersion").asInt());
        assertEquals(1, judgments.getFirst().path("consentVersion").asInt());
        assertTrue(about(lines, "consent")
                .getFirst()
                .path("statementDigest")
                .asText()
                .startsWith("sha256:"));
    }

    @Test
    void times_are_to_the_minute_unless_they_are_asked_for() throws IOException {
        assertTrue(datasets.exported(study, Layout.LONG).contains("2026-01-01T00:00:00Z"));
        assertFalse(datasets.exported(study, Layout.LONG).contains("00:00:01"));
        var exact = new ExportRequest(study, Layout.LONG, Reader.PROGRAM, Revisions.CURRENT, null, Times.EXACT);
        assertTrue(datasets.exported(exact).contains("2026-01-01T00:00:01Z"));
    }

    @Test
    void order_and_versions_come_back_with_the_file() throws Exception {
        String ratings = datasets.exported(study, Layout.LONG);
        assertTrue(ratings.lines().findFirst().orElseThrow().endsWith("consent_version,judging_order,rubric_version"));
        String items = datasets.exportedItems(study);
        long again = datasets.imported(
                        Datasets.file(folder, "again.csv", ratings), Datasets.file(folder, "again.items.csv", items))
                .studyId();
        assertEquals(ratings.replace(",rater,2026", ",imported,2026"), datasets.exported(again, Layout.LONG));
        assertEquals(items, datasets.exportedItems(again));
    }

    private List<JsonNode> provenance(Layout layout) throws IOException {
        var out = new ByteArrayOutputStream();
        exporter.provenance(new ExportRequest(study, layout, Reader.PROGRAM, Revisions.CURRENT), out);
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .map(ProvenanceTest::read)
                .toList();
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException broken) {
            throw new IllegalStateException(line, broken);
        }
    }

    private static List<JsonNode> about(List<JsonNode> lines, String what) {
        return lines.stream()
                .filter(line -> line.path("about").asText().equals(what))
                .toList();
    }
}

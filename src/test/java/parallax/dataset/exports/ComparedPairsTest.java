package parallax.dataset.exports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.dataset.file.ItemColumns;
import parallax.dataset.file.Twins;
import parallax.dataset.items.ItemOrder;
import parallax.dataset.items.ItemUploads;
import parallax.dataset.table.FileRefused;
import parallax.dataset.table.FileSource;
import parallax.dataset.table.Reading;
import parallax.design.Publication;
import parallax.durability.StudyFixture;
import parallax.identity.Actor;
import parallax.simulation.SimulatedRaters;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.study.StudyDesign;
import parallax.study.StudyPlan;
import picocli.CommandLine;

/// Which of two replies most of a group preferred is what `preferences` says of it.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ComparedPairsTest {
    private static final int RATERS = 20;
    private static final int ITEMS = 6;

    @Inject
    StudyDesign design;

    @Inject
    ItemUploads uploads;

    @Inject
    Publication publication;

    @Inject
    SimulatedRaters simulated;

    @Inject
    Instance<ExportCommand> command;

    @Inject
    Sql sql;

    @TempDir
    Path place = Path.of("");

    private long study;

    @BeforeEach
    void pairs_that_simulated_raters_compared() throws FileRefused {
        study = design.create(
                StudyFixture.plan("preference", List.of(StudyPlan.StratumPlan.everyone(RATERS)), RATERS, ITEMS), null);
        var file = new StringBuilder("id,prompt,response_a,response_b\n");
        for (int item = 0; item < ITEMS; item++) {
            file.append("p%d,Well?,A of %d.,B of %d.%n".formatted(item, item, item));
        }
        byte[] content = file.toString().getBytes(UTF_8);
        var source = new FileSource("pairs.csv", () -> new ByteArrayInputStream(content));
        uploads.add(
                new ItemOrder(study, source, Reading.AS_FOUND, ItemColumns.NONE, Twins.FOLDED, null, null).guessed(),
                Actor.system());
        publication.publish(study, null, Actor.system());
        simulated.judge(study, SimulatedRaters.Plan.typical(3, RATERS), soFar -> {}, () -> false);
    }

    @Test
    void the_reply_that_more_answers_prefer_is_chosen_and_a_draw_is_no_pair() throws IOException {
        Map<String, Integer> lead = new HashMap<>(); // of A over B, by item
        sql.list(
                row -> lead.merge(
                        row.getString(1),
                        row.getString(2).startsWith("a") ? 1 : row.getString(2).equals("tie") ? 0 : -1,
                        Integer::sum),
                """
                select i.code, o.code from judgment j join item i on i.id = j.item_id join answer w on w.judgment_id = j.id
                join question q on q.id = w.question_id
                join answer_option o on o.question_id = w.question_id and o.position = w.position
                where j.study_id = :study and j.current and q.code = 'preferred' and o.code <> 'both_bad'""",
                bind("study", study));
        var expected = new TreeSet<String>();
        lead.forEach((item, ahead) -> {
            if (ahead != 0) {
                expected.add(item + " " + (ahead > 0 ? "A" : "B") + " of " + item.substring(1) + ".");
            }
        });
        assertTrue(expected.size() > 1, lead.toString());

        var found = new TreeSet<String>();
        for (String line : Files.readAllLines(written().resolve("preferences.jsonl"))) {
            JsonNode pair = JsonMapper.builder().build().readTree(line);
            assertEquals("compared", pair.path("basis").asText());
            assertEquals("Well?", pair.at("/prompt/0/content").asText());
            assertTrue(
                    pair.path("chosen_preferred").asDouble()
                            > pair.path("rejected_preferred").asDouble(),
                    line);
            if (pair.path("axis").asText().isEmpty()) {
                found.add(pair.path("chosen_item").asText() + " "
                        + pair.at("/chosen/0/content").asText());
            }
        }
        assertEquals(expected, found);
    }

    private Path written() {
        Path folder = place.resolve("preferences");
        var err = new StringWriter();
        int status = new CommandLine(command.get())
                .setErr(new PrintWriter(err, true))
                .execute(Long.toString(study), "--layout", "preferences", "--folder", folder.toString());
        assertEquals(0, status, err::toString);
        return folder;
    }
}

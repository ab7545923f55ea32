package parallax.dataset.items;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.dataset.Datasets;
import parallax.dataset.file.ItemColumns;
import parallax.dataset.file.Twins;
import parallax.dataset.table.FileRefused;
import parallax.dataset.table.FileSource;
import parallax.dataset.table.Problem;
import parallax.dataset.table.Reading;
import parallax.generation.PromptSets;
import parallax.identity.Actor;
import parallax.identity.Role;
import parallax.runner.Message;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.HostileText;
import parallax.stories.World;

/// Files of conversations become items and prompts of a draft, or nothing does.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ItemUploadsTest {
    @Inject
    World world;

    @Inject
    ItemUploads uploads;

    @Inject
    PromptSets promptSets;

    @Inject
    Datasets datasets;

    @Inject
    Sql sql;

    private long study;

    @BeforeEach
    void a_draft() {
        study = world.draft(world.twoShores("Brought", 5, 2), world.person(Role.RESEARCHER, "Ines"));
    }

    @Test
    void every_shape_of_conversation_comes_in_under_its_own_id() throws Exception {
        added("id,prompt,reply\nA-1,How are you?,Fine.\nA-2,\"User: Hi\nBot: Hello\nUser: And now?\",Now this.\n");
        added(
                "{\"id\": \"B-1\", \"topic\": \"Cats\", \"messages\": [{\"role\": \"system\", \"content\": \"Be kind.\"},"
                        + " {\"role\": \"user\", \"content\": \"Cats?\"}, {\"role\": \"assistant\", \"content\": \"Cats!\"}]}\n");
        added("conversation_id\ttranscript\nC-1\t\"Human: Well?\n\nAssistant: Well.\"\n");
        added("text\nOnly a reply.\n");
        assertEquals(
                Map.of(
                        "A-1", "user:How are you?|chatbot:Fine.",
                        "A-2", "user:Hi|chatbot:Hello|user:And now?|chatbot:Now this.",
                        "B-1", "system:Be kind.|user:Cats?|chatbot:Cats!",
                        "C-1", "user:Well?|chatbot:Well.",
                        "item-5", "chatbot:Only a reply."),
                conversations());
        assertEquals(
                "Cats",
                sql.one(
                        row -> row.getString(1),
                        "select topic from item where study_id = :study and code = 'B-1'",
                        bind("study", study)));
    }

    @Test
    void what_else_a_file_says_is_kept_and_exported() throws Exception {
        added(
                "id,response,harm_type,degree_of_harm,source,gold\nX,A reply.,Health,Extreme,forum,Yes\nY,Another.,,,,\n");
        String items = datasets.exportedItems(study);
        assertEquals(
                "item,topic,turns,context,response,degree_of_harm,gold,source",
                items.lines().findFirst().orElseThrow());
        assertTrue(items.contains("X,Health,"), items);
        assertTrue(items.contains(",A reply.,Extreme,Yes,forum\n"), items);
        assertEquals(
                1,
                sql.number(
                        "select count(*) from gold_label g join item i on i.id = g.item_id where i.study_id = :study",
                        bind("study", study)));
    }

    @Test
    void a_file_may_hold_items_and_prompts() throws Exception {
        ItemUpload upload =
                added("id,prompt,response\n1,First?,A reply.\n2,Second?,\n3,\"Assistant: Hm.\nUser: Third?\",NaN\n");
        assertEquals(1, upload.items());
        assertEquals(2, upload.prompts());
        assertEquals(
                List.of(
                        "2 " + List.of(Message.user("Second?")),
                        "3 " + List.of(new Message("assistant", "Hm."), Message.user("Third?"))),
                promptSets.prompts(java.util.Objects.requireNonNull(upload.promptSet())).stream()
                        .map(prompt -> prompt.code() + " " + prompt.messages())
                        .toList());
    }

    @Test
    void what_is_said_twice_is_taken_once_with_a_note() throws Exception {
        ItemUpload upload = added("""
                item_id,rater_id,context,response
                a,1,Well?,Yes.
                a,2,Well?,Yes.
                b,1,Well?,Yes.
                c,1,Well?,No.
                """);
        assertEquals(2, upload.items());
        assertEquals(2, upload.folded());
        assertEquals(
                List.of(
                        "column rater_id differs between rows of one conversation, so it says nothing of it and is left out",
                        "the same id and conversation as in an earlier row; taken once: 1 row (line 3)",
                        "the same conversation as in an earlier row, under another id; the first is taken: 1 row (line 4)"),
                upload.notes());
        ItemUpload again = added("item_id,context,response\na,Well?,Yes.\nd,Well?,Perhaps.\ne,Well?,No.\n");
        assertEquals(List.of("already among the study's items; not added again: 2 rows (lines 2, 4)"), again.notes());
        assertEquals(1, again.items());
        ItemUpload kept = added("item_id,context,response\nf,Well?,Perhaps.\n", ItemColumns.NONE, Twins.KEPT);
        assertEquals(1, kept.items());
        assertEquals(List.of("a", "c", "d", "f"), codes());
    }

    @Test
    void every_mistake_is_said_with_its_place_and_nothing_is_half_done() throws Exception {
        added("id,response\nthere,One thing.\n");
        Map<String, Long> before = datasets.rowCounts();
        assertEquals(
                List.of(
                        "f, line 3, column id: the item is empty",
                        "f, line 4, column response: the conversation is empty",
                        "f, line 5, column id: '1.23E+17' is a long number that a spreadsheet has rounded: different ones"
                                + " may have become one; export the ids as text",
                        "f, line 7: the id 'x' stands for another conversation on line 6"),
                refusal("id,response\nfine,Fine.\n,No id.\nempty,\n1.23E+17,Rounded.\nx,One.\nx,Two.\n"));
        assertEquals(
                List.of(
                        "f, line 2, column messages: message 2 is said by 'tool', not by system, user or chatbot",
                        "f, line 3, column messages: message 1 has no text as its content",
                        "f, line 4, column messages: the conversation ends with an instruction; an item ends with the"
                                + " chatbot, a prompt with the user",
                        "f, line 5, column messages: the last turn is empty"),
                refusal("""
                        {"messages": [{"role": "user", "content": "a"}, {"role": "tool", "content": "b"}]}
                        {"messages": [{"role": "user", "content": 5}]}
                        {"messages": [{"role": "system", "content": "Be kind."}]}
                        {"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": " "}]}
                        """.replaceFirst("^", "{\"messages\": [{\"role\": \"assistant\", \"content\": \"fine\"}]}\n")));
        assertEquals(
                List.of("f, line 2, column id: the study has another conversation under the id 'there'"),
                refusal("id,response\nthere,Another thing.\n"));
        assertEquals(
                List.of("f, line 2, column gold: the answer 'Perhaps' is not one of No, Unsure, Yes"),
                refusal("id,response,gold\nnew,A reply.,Perhaps\n"));
        assertEquals(
                List.of(
                        "f, line 2, column response: contains a NUL character",
                        "f, line 3, column response: contains a NUL character"),
                refusal("id,response\nnul,a\u0000b\nnul2,\u0000\n"));
        assertEquals(
                List.of(
                        "f, line 2, column messages: the text holds half of a character (a surrogate without its pair)"),
                refusal("id,messages\n1,\"[{\"\"role\"\":\"\"assistant\"\",\"\"content\"\":\"\"\\ud800\"\"}]\"\n"));
        assertTrue(refusal("id,colour\n1,red\n").getFirst().startsWith("f, line 1: no column holds the conversation"));
        assertEquals(before, datasets.rowCounts());
    }

    @Test
    void at_most_fifty_mistakes_are_said() {
        FileRefused refused = assertThrows(FileRefused.class, () -> added("id,response\n" + "x,\n".repeat(200)));
        assertEquals(50, refused.problems().size());
        assertTrue(refused.cutShort());
    }

    @Test
    void hostile_text_stays_the_text_that_it_is() throws Exception {
        var file = new StringBuilder("id,response\n");
        for (String text : HostileText.ALL) {
            file.append("\"")
                    .append(text.replace("\"", "\"\""))
                    .append("\",\"")
                    .append(text.replace("\"", "\"\""))
                    .append("\"\n");
        }
        added(file.toString());
        Map<String, String> stored = conversations();
        for (String text : HostileText.ALL) {
            assertEquals("chatbot:" + text.strip(), stored.get(text.strip()), text);
        }
    }

    @Test
    void what_came_in_can_be_taken_out_again_while_the_study_is_a_draft() throws Exception {
        Map<String, Long> before = datasets.rowCounts();
        ItemUpload upload = added("id,prompt,response\n1,First?,A reply.\n2,Second?,\n");
        assertTrue(uploads.takeOut(study, upload.id(), Actor.system()));
        Map<String, Long> after = datasets.rowCounts();
        after.put("audit_entry", before.getOrDefault("audit_entry", 0L));
        assertEquals(before, after);
        assertEquals(
                List.of("items.added", "items.taken_out"),
                sql.list(
                        row -> row.getString(1),
                        "select action from audit_entry where study_id = :study and action like 'items.%' order by id",
                        bind("study", study)));
        ItemUpload stays = added("id,response\n1,A reply.\n");
        world.publish(study);
        assertEquals(
                "Items can be added only to a draft.",
                assertThrows(IllegalStateException.class, () -> added("id,response\n2,Late.\n"))
                        .getMessage());
        assertTrue(!uploads.takeOut(study, stays.id(), Actor.system()), "raters may have seen them");
    }

    /// Measured: 100,000 conversations of 20 MB in all.
    @Test
    void a_hundred_thousand_conversations_of_twenty_megabytes_come_in_within_a_minute() throws Exception {
        var random = new Random(20261130);
        var file = new StringBuilder("id,prompt,response,topic\n");
        for (int item = 0; item < 100_000; item++) {
            file.append("conv-")
                    .append(item)
                    .append(",What of ")
                    .append(random.nextLong())
                    .append("?,")
                    .append("It is so. ".repeat(15))
                    .append(item)
                    .append(",Topic ")
                    .append(item % 7)
                    .append('\n');
        }
        assertTrue(file.length() > 20_000_000, "only " + file.length());
        long begin = System.nanoTime();
        ItemUpload upload = added(file.toString());
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf("100,000 items of %,d bytes came in within %.1f s%n", file.length(), seconds);
        assertEquals(100_000, upload.items());
        assertTrue(seconds < 60, seconds + " s");
        begin = System.nanoTime();
        assertEquals(100_000, added(file.toString()).folded());
        System.out.printf("the same again: %.1f s%n", (System.nanoTime() - begin) / 1e9);
        assertTrue(uploads.takeOut(study, upload.id(), Actor.system()));
    }

    private ItemUpload added(String content) throws FileRefused, IOException {
        return added(content, ItemColumns.NONE, Twins.FOLDED);
    }

    private ItemUpload added(String content, ItemColumns columns, Twins twins) throws FileRefused, IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        FileSource file = new FileSource("f", () -> new ByteArrayInputStream(bytes));
        ItemOrder order = new ItemOrder(study, file, Reading.AS_FOUND, columns, twins, null, null).guessed();
        return uploads.find(study, uploads.add(order, Actor.system())).orElseThrow();
    }

    private List<String> refusal(String content) {
        FileRefused refused = assertThrows(FileRefused.class, () -> added(content));
        return refused.problems().stream().map(Problem::toString).toList();
    }

    private Map<String, String> conversations() {
        var found = new java.util.HashMap<String, String>();
        sql.list(row -> found.put(row.getString(1), row.getString(2)), """
                select i.code, string_agg(t.speaker || ':' || t.content, '|' order by t.position)
                from item i join turn t on t.item_id = i.id where i.study_id = :study group by i.id""", bind("study", study));
        return found;
    }

    private List<String> codes() {
        return sql.list(
                row -> row.getString(1),
                "select code from item where study_id = :study order by position",
                bind("study", study));
    }
}

package parallax.dataset.items;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.dataset.Datasets;
import parallax.dataset.imports.ImportCommand;
import parallax.identity.Role;
import parallax.item.Items;
import parallax.store.PostgresResource;
import parallax.stories.World;
import picocli.CommandLine;

/// The verb `items` as a person types it.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ItemsCommandTest {
    @Inject
    World world;

    @Inject
    Items stored;

    @Inject
    Instance<AddItemsCommand> add;

    @Inject
    Instance<TakeOutItemsCommand> takeOut;

    @Inject
    Instance<ImportCommand> imports;

    @TempDir
    Path folder = Path.of("");

    private record Outcome(int status, String out, String err) {}

    private String study = "";

    @BeforeEach
    void a_draft() {
        study = String.valueOf(world.draft(world.twoShores("By command", 5, 2), world.person(Role.RESEARCHER, "Ines")));
    }

    @Test
    void a_guess_shows_every_column_and_the_first_rows_and_adds_nothing() {
        Path file = Datasets.file(
                folder, "mine.csv", "nr,prompt,reply,source\n7,Well?,Well.,forum\n8,And?,,forum\n,No id?,So.,x\n");
        Outcome guessed = run(add.get(), study, file.toString(), "--guess", "--id-column", "nr");
        assertEquals(new Outcome(0, """
                        column nr: your id
                        column prompt: what was said before the reply
                        column reply: the reply
                        column source: kept with the item as written

                        line 2: item 7 User: Well? / Chatbot: Well.
                        line 3: prompt 8 User: And?
                        line 4: the item is empty
                        """, ""), guessed);
        assertEquals(0, items());
    }

    @Test
    void conversations_are_added_told_and_taken_out() {
        Path file = Datasets.file(folder, "mine.csv", "id,prompt,reply\n7,Well?,Well.\n8,And?,\n7,Well?,Well.\n");
        Outcome added = run(add.get(), study, file.toString());
        assertEquals(0, added.status, added.err);
        assertTrue(added.out.matches("Upload     [0-9]+\nItems      1\nPrompts    1\nFolded     1\n"), added.out);
        assertEquals("""
                column id: your id
                column prompt: what was said before the reply
                column reply: the reply
                Note: the same id and conversation as in an earlier row; taken once: 1 row (line 4)
                """, added.err);
        String upload = added.out.lines().findFirst().orElseThrow().substring(11);
        assertEquals(new Outcome(0, "", ""), run(takeOut.get(), study, upload));
        assertEquals(0, items());
        assertEquals(
                new Outcome(1, "", "There is no draft '" + study + "' with an upload " + upload + ".\n"),
                run(takeOut.get(), study, upload));
    }

    @Test
    void what_cannot_be_added_is_said_with_its_place() {
        Path file = Datasets.file(folder, "broken.csv", "id,reply\n7,\n,So.\n");
        assertEquals(new Outcome(1, "", """
                        column id: your id
                        column reply: the reply
                        broken.csv, line 2, column reply: the conversation is empty
                        broken.csv, line 3, column id: the item is empty
                        Nothing was added.
                        """), run(add.get(), study, file.toString()));
        assertEquals(
                new Outcome(1, "", "There is no study with the code or id 'nowhere'.\n"),
                run(add.get(), "nowhere", file.toString()));
        Outcome column = run(add.get(), study, file.toString(), "--response-column", "answer");
        assertTrue(
                column.err.contains("column answer: there is no such column; the header has: id, reply"), column.err);
    }

    @Test
    void an_import_of_a_file_without_answers_says_what_to_do_instead() {
        Path file = Datasets.file(folder, "mine.csv", "id,prompt,reply\n7,Well?,Well.\n");
        Outcome refused = run(imports.get(), file.toString(), "--title", "Mine", "--item-column", "id");
        assertEquals(1, refused.status);
        assertTrue(
                refused.err.contains("Conversations without answers are put before raters: add them to a draft on its"
                        + " design page, or with ./parallax items add STUDY FILE"),
                refused.err);
    }

    private long items() {
        return stored.count(Long.parseLong(study));
    }

    private static Outcome run(Object command, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Outcome(status, out.toString(), err.toString());
    }
}

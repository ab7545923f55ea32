package parallax.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parallax.dataset.Datasets;
import parallax.dataset.Layout;
import parallax.identity.Role;
import parallax.store.PostgresResource;
import parallax.study.Study;

/// A researcher puts conversations of her own before raters.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class OwnConversationsStoryTest extends Story {
    @Inject
    Datasets datasets;

    private World.Person ines = new World.Person(0, "", "");
    private long draft;

    private Visitor researcher(Visitor visitor) {
        ines = world.person(Role.RESEARCHER, "Ines");
        draft = world.draft(world.twoShores("My own conversations", 50, 3), ines);
        Visitor researcher = signedIn(visitor, ines);
        researcher.opens("/studies/" + draft + "/design");
        return researcher;
    }

    private static void chooses(Visitor researcher, String name, String content) {
        researcher
                .page
                .getByLabel("A file of conversations")
                .setInputFiles(new FilePayload(name, "text/plain", content.getBytes(StandardCharsets.UTF_8)));
        researcher.presses("Look at the file");
    }

    private static String fifty() {
        return "name,user_prompt,bot_output,category\n"
                + IntStream.rangeClosed(1, 50)
                        .mapToObj(n -> "dialogue/" + n + ",Is number " + n + " safe?,It is. " + n + ",Numbers\n")
                        .collect(Collectors.joining());
    }

    @Test
    void she_brings_fifty_publishes_a_rater_judges_some_and_the_export_holds_her_ids() throws IOException {
        Visitor researcher = researcher(somebody());
        chooses(researcher, "mine.csv", fifty());
        researcher.sees("What the columns of");
        assertThat(researcher.page.getByLabel("What was said before the reply")).hasValue("1");
        assertThat(researcher.page.getByLabel("Topic")).hasValue("3");
        researcher.page.getByLabel("Your id").selectOption("name");
        researcher.page.getByLabel("The reply", exactly()).selectOption("bot_output");
        researcher.pressesAndWaits("Look again");
        researcher.sees("dialogue/10");
        assertEquals(10, researcher.page.locator("tbody td:text-is('item')").count());
        researcher.presses("Add to the study");
        researcher.sees("What came in from");
        researcher.follows("back to the design");
        researcher.sees("50 items");
        researcher.page.getByText("Publish …").click();
        researcher.presses("Publish");
        researcher.sees("Raters begin at");

        var study = new World.OpenStudy(draft, Study.<Study>findById(draft).code());
        Visitor rater = somebody();
        rater.entersFrom(study, "East");
        for (int item = 0; item < 3; item++) {
            String address = rater.path();
            rater.answersEverything("No");
            rater.submits();
            rater.page.waitForURL(url -> !url.contains(address));
        }
        Set<String> judged = new TreeSet<>();
        datasets.exported(draft, Layout.LONG).lines().skip(1).forEach(row -> judged.add(row.split(",", 2)[0]));
        assertEquals(3, judged.size());
        assertTrue(judged.stream().allMatch(code -> code.matches("dialogue/[0-9]+")), judged.toString());
        assertEquals(51, datasets.exportedItems(draft).lines().count());
        assertTrue(datasets.exportedItems(draft).contains("dialogue/50,Numbers,"));
    }

    @Test
    void the_tutorial_can_be_followed_word_by_word() throws IOException {
        String tutorial = Files.readString(Path.of("..", "docs", "tutorial", "your-own-conversations.md"));
        Visitor researcher = researcher(somebody());
        for (String words : List.of("Add your own conversations", "Look at the file")) {
            assertTrue(tutorial.contains("**" + words + "**"), words);
            researcher.sees(words);
        }
        chooses(
                researcher,
                "conversations.csv",
                Files.readString(Path.of("..", "docs", "tutorial", "conversations.csv")));
        for (String words : List.of("Look again", "Add to the study")) {
            assertTrue(tutorial.contains("**" + words + "**"), words);
            researcher.pressesAndWaits(words);
        }
        researcher.sees("Take them out again");
        assertTrue(tutorial.contains("**Take them out again**"));
        assertThat(researcher.page.locator("dl.facts dd").nth(0)).hasText("8");
        assertThat(researcher.page.locator("dl.facts dd").nth(1)).hasText("1");
        researcher.follows("back to the design");
        researcher.sees("8 items");
        researcher.page.getByText("Publish …").click();
        researcher.presses("Publish");
        researcher.sees("Raters begin at");
        assertTrue(datasets.exportedItems(draft).contains("ladder-1,Home,"));
    }

    @Test
    void a_file_with_mistakes_is_refused_by_a_summary_that_has_the_focus() {
        Visitor researcher = researcher(somebody());
        chooses(researcher, "broken.csv", "id,prompt,response\n1,Well?,Well.\n,Who?,Nobody.\n1,Other?,Other.\n");
        researcher.sees("What the columns of");
        researcher.presses("Add to the study");
        researcher.sees("broken.csv, line 3, column id: the item is empty");
        researcher.sees("broken.csv, line 4: the id '1' stands for another conversation on line 2");
        assertThat(researcher.page.locator(".error-summary")).isFocused();
        researcher.presses("Forget this file");
        researcher.sees("No items yet.");
    }

    @Test
    void what_is_no_table_is_said_to_be_none_on_the_page_where_it_was_chosen() {
        Visitor researcher = researcher(somebody());
        chooses(researcher, "paper.pdf", "%PDF-1.7 and so on");
        researcher.sees("paper.pdf: this is a PDF document: export the table as CSV");
        assertThat(researcher.page.locator(".error-summary")).isFocused();
        assertEquals("/studies/" + draft + "/design", researcher.path());
    }

    @Test
    void without_scripts_it_goes_the_same_way_and_can_be_undone() {
        Visitor researcher = researcher(somebodyWithoutScripts());
        chooses(
                researcher,
                "mine.jsonl",
                "{\"id\": \"x\", \"messages\": [{\"role\": \"user\", \"content\": \"Hm?\"},"
                        + "{\"role\": \"assistant\", \"content\": \"<b>Hm.</b>\"}]}\n{\"id\": \"y\", \"messages\":"
                        + " [{\"role\": \"user\", \"content\": \"And?\"}]}\n");
        researcher.sees("<b>Hm.</b>");
        researcher.presses("Add to the study");
        assertThat(researcher.page.locator("dl.facts")).containsText("Prompts");
        researcher.page.getByText("Take them out again").click();
        researcher.presses("Take out what came in from this file");
        researcher.sees("No items yet.");
    }

    @Test
    void hostile_names_and_texts_do_nothing() {
        Visitor researcher = researcher(somebody());
        String hostile = HostileText.upTo(150).replace("\"", "\"\"");
        chooses(
                researcher,
                "<img src=x onerror=alert(1)>.csv",
                "\"" + hostile + "\",response\n\"" + hostile + "\",\"" + hostile + "\"\n");
        researcher.sees("What the columns of");
        researcher.presses("Add to the study");
        researcher.sees("What came in from");
    }

    private static Page.GetByLabelOptions exactly() {
        return new Page.GetByLabelOptions().setExact(true);
    }
}

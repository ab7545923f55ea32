package parallax.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.dataset.Datasets;
import parallax.dataset.Layout;
import parallax.dataset.exports.Fillable;
import parallax.dataset.file.ItemColumns;
import parallax.dataset.file.Twins;
import parallax.dataset.items.ItemOrder;
import parallax.dataset.items.ItemUploads;
import parallax.dataset.table.FileRefused;
import parallax.dataset.table.FileSource;
import parallax.dataset.table.Reading;
import parallax.design.Publication;
import parallax.identity.Actor;
import parallax.identity.Role;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.study.Study;

/// Two replies to one prompt are compared by keys, by touch and without scripts; whichever stands first, what is
/// stored says which reply of the item was found better, and nothing on the page tells them apart.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PairStoriesTest extends Story {
    private static final int ITEMS = 8;

    @Inject
    ItemUploads uploads;

    @Inject
    Publication publication;

    @Inject
    Datasets datasets;

    @Inject
    Fillable fillable;

    @Inject
    Sql sql;

    private World.OpenStudy study = new World.OpenStudy(0, "");

    @BeforeEach
    void a_study_of_pairs() throws FileRefused {
        var plan = world.plan(world.introduction("Pairs"), World.CONSENT, "preference", 10, ITEMS, 1);
        long draft = world.draft(plan, world.person(Role.RESEARCHER, "Ines"));
        var file = new StringBuilder("id,prompt,response_a,response_b\n");
        for (int item = 0; item < ITEMS; item++) {
            file.append("pair-").append(item).append(",Is that a good idea?,Careful words.,Bold words.\n");
        }
        byte[] content = file.toString().getBytes(UTF_8);
        var source = new FileSource("pairs.csv", () -> new ByteArrayInputStream(content));
        uploads.add(
                new ItemOrder(draft, source, Reading.AS_FOUND, ItemColumns.NONE, Twins.KEPT, null, null).guessed(),
                Actor.system());
        publication.publish(draft, null, Actor.system());
        study = new World.OpenStudy(draft, Study.<Study>findById(draft).code());
    }

    @Test
    void keys_choose_by_the_place_on_the_page_and_the_reply_is_what_is_stored() {
        Visitor rater = arrives(somebody());
        Map<String, String> expected = new TreeMap<>();
        for (int item = 1; item <= ITEMS; item++) {
            rater.sees("Item " + item + " of " + ITEMS);
            boolean carefulFirst = replies(rater).first().innerText().contains("Careful words.");
            assertTrue(replies(rater).last().innerText().contains(carefulFirst ? "Bold words." : "Careful words."));
            assertThat(rater.page.locator(".conversation")).not().containsText("Other reply");
            rater.pressesKey("1"); // whatever stands first is much better
            assertThat(rater.page.getByLabel("Reply 1 is much better")).isChecked();
            expected.merge(carefulFirst ? "a_much" : "b_much", "x", String::concat);
            rater.pressesKey("Control+Enter");
        }
        rater.sees("finished");
        Map<String, String> stored = new TreeMap<>();
        stored("preferred").forEach(code -> stored.merge(code, "x", String::concat));
        assertEquals(expected, stored);
        assertEquals(2, expected.size(), "in " + ITEMS + " items, either reply stands first in some");
    }

    @Test
    void by_touch_on_a_phone_both_can_be_read_whole_and_a_reload_keeps_order_and_answer() {
        Visitor rater = arrives(with(new Browser.NewContextOptions()
                .setViewportSize(360, 740)
                .setHasTouch(true)
                .setIsMobile(true)));
        String first = replies(rater).first().innerText();
        List<Double> widths = List.of(
                replies(rater).first().boundingBox().width,
                replies(rater).last().boundingBox().width);
        assertEquals(widths.getFirst(), widths.getLast(), 0.5, "neither reply has more room");
        rater.page.getByText("Both are bad").tap();
        assertThat(rater.state()).hasText("Saved");
        rater.page.reload();
        assertEquals(first, replies(rater).first().innerText());
        assertThat(rater.page.getByLabel("Both are bad")).isChecked();
        rater.submits();
        rater.sees("Item 2 of " + ITEMS);
        assertEquals(List.of("both_bad"), stored("preferred"));
    }

    @Test
    void without_scripts_and_a_change_afterwards() {
        Visitor rater = arrives(somebodyWithoutScripts());
        rater.submits();
        rater.sees("Please answer these questions too:");
        boolean carefulFirst = replies(rater).first().innerText().contains("Careful words.");
        rater.page.getByLabel("Reply 2 is better").check();
        rater.page.getByLabel("Why?").fill("It says more.");
        rater.submits();
        rater.sees("Item 2 of " + ITEMS);
        assertEquals(List.of(carefulFirst ? "b" : "a"), stored("preferred"));
        rater.pressesAndWaits("Back");
        assertThat(rater.page.getByLabel("Reply 2 is better")).isChecked();
        rater.page.getByLabel("Both are equally good").check();
        rater.presses("Save changes");
        rater.sees("Item 2 of " + ITEMS);
        assertEquals(List.of("tie"), stored("preferred"));
    }

    @Test
    void axe_finds_nothing_and_the_export_names_both_replies_and_the_one_that_was_preferred() throws Exception {
        var faults = new ArrayList<String>();
        Visitor rater = arrives(somebody());
        AccessibilityTest.look(rater, "a pair", faults);
        boolean carefulFirst = replies(rater).first().innerText().contains("Careful words.");
        rater.page.getByLabel("Reply 1 is better").check();
        rater.submits();
        rater.sees("Item 2 of " + ITEMS);
        assertEquals(List.of(), faults);
        String items = datasets.exportedItems(study.id());
        assertTrue(items.contains("\"\"speaker\"\":\"\"alternative\"\",\"\"content\"\":\"\"Bold words.\"\""), items);
        assertTrue(items.contains(",USER: Is that a good idea?,Careful words."), items);
        String rows = datasets.exported(study.id(), Layout.LONG);
        assertTrue(rows.contains(",preferred," + (carefulFirst ? "a" : "b")), rows);
        assertEquals(
                "The layout dices350 has a column for one reply, and this study has items with two.",
                fillable.whyNot(Study.<Study>findById(study.id()), Layout.DICES350));
    }

    private Visitor arrives(Visitor rater) {
        rater.holds("rater-" + study.code(), world.admitted(study, "West").session());
        rater.opens("/s/" + study.code() + "/rate");
        rater.sees("Compare");
        return rater;
    }

    private static Locator replies(Visitor rater) {
        return rater.page.locator(".pair > .bubble");
    }

    private List<String> stored(String question) {
        String chosen = """
                select o.code from judgment j join answer w on w.judgment_id = j.id join question q on q.id = w.question_id
                join answer_option o on o.question_id = w.question_id and o.position = w.position
                where j.study_id = :study and j.current and q.code = :question order by j.id""";
        return sql.list(row -> row.getString(1), chosen, bind("study", study.id()), bind("question", question));
    }
}

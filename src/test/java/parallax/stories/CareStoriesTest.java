package parallax.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.durability.Violations.violations;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.SelectOption;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parallax.analysis.AnalysisJob;
import parallax.identity.Actor;
import parallax.identity.Role;
import parallax.item.AttentionItems;
import parallax.signal.StudySignals;
import parallax.store.Invariants;
import parallax.store.PostgresResource;
import parallax.study.AnswerOption;
import parallax.study.InsertionPlans;
import parallax.study.Insertions;
import parallax.study.Rubrics;
import parallax.study.Signal;
import parallax.study.StoredQuestion;
import parallax.study.Studies;
import parallax.study.Study;
import parallax.study.WatchedSignals;

/// What raters and researchers see of the care that a study looks at.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class CareStoriesTest extends Story {
    @Inject
    StudySignals signals;

    @Inject
    AnalysisJob job;

    @Inject
    Invariants invariants;

    @Inject
    AttentionItems attention;

    @Inject
    InsertionPlans plans;

    @Inject
    WatchedSignals watched;

    @Inject
    Rubrics rubrics;

    @Inject
    Studies studies;

    @Test
    void a_rater_reads_what_is_looked_at_before_they_agree_and_what_was_seen_with_their_data() {
        var study = world.openLooking(
                world.twoShores("Looked at", 10, 2), Map.of(Signal.STRAIGHT_LINING, 9.0), "One.", "Two.", "Three.");
        Visitor rater = somebody();
        rater.opens("/s/" + study.code());
        rater.sees(Signal.STRAIGHT_LINING.disclosure());
        rater.entersFrom(study, "East");
        rater.answersEverything("No");
        rater.submits();
        rater.sees("Item 2 of 2");
        rater.opens("/s/" + study.code() + "/my-data");
        rater.sees(Signal.STRAIGHT_LINING.disclosure());
        rater.sees(Signal.STRAIGHT_LINING.title());
    }

    @Test
    void two_who_take_part_in_one_browser_are_noted_and_somebody_elsewhere_is_not() {
        var study = world.openLooking(
                world.twoShores("One browser", 10, 2), Map.of(Signal.DUPLICATE_DEVICE, 1.0), "One.", "Two.", "Three.");
        Visitor shared = somebody();
        for (String shore : List.of("East", "West")) {
            shared.entersFrom(study, shore);
            shared.answersEverything("No");
            shared.submits();
            shared.sees("Item 2 of 2");
            shared.presses("Exit");
            shared.sees("You have left the study");
        }
        Visitor alone = somebody();
        alone.entersFrom(study, "East");
        alone.answersEverything("No");
        alone.submits();
        alone.sees("Item 2 of 2");
        assertEquals(
                List.of(1.0, 1.0, 0.0),
                signals.of(study.id()).stream()
                        .map(one -> one.value(Signal.DUPLICATE_DEVICE).orElseThrow())
                        .toList());
        assertEquals(List.of(), violations(invariants));
    }

    @Test
    void a_rater_meets_an_attention_item_like_any_other_and_it_is_no_judgment() {
        var olga = world.person(Role.OWNER, "Olga");
        long draft = world.draft(world.twoShores("Attentive", 10, 2), olga);
        Visitor researcher = signedIn(somebody(), olga);
        researcher.opens("/studies/" + draft + "/attention");
        researcher.page.getByLabel("What raters read as its reply").fill("Please choose Yes for everything.");
        researcher.page.getByLabel("The answer that it expects").selectOption(new SelectOption().setIndex(2));
        researcher.presses("Add it");
        researcher.sees("Please choose Yes for everything.");
        researcher.page.getByLabel("Attention items: one in so many").fill("2");
        researcher.presses("Save");
        researcher.opens("/studies/" + draft + "/signals");
        researcher.page.locator("input[name=signal][value=attention]").check();
        researcher.presses("Save");
        world.item(draft, 10, "one", "", "Is that a good idea?", "One.");
        world.item(draft, 11, "two", "", "Is that a good idea?", "Two.");
        var study = world.published(draft);

        Visitor rater = somebody();
        rater.entersFrom(study, "East");
        rater.sees("Item 1 of 3");
        rater.answersEverything("No");
        rater.submits();
        rater.sees("Item 2 of 3");
        rater.sees("Please choose Yes for everything.");
        rater.answersEverything("Yes");
        rater.submits();
        rater.sees("Item 3 of 3");
        rater.answersEverything("No");
        rater.submits();
        rater.sees("You have finished");
        assertEquals(2, world.judgments(study));
        assertEquals(
                0.0, signals.of(study.id()).getFirst().value(Signal.ATTENTION).orElseThrow());
        assertEquals(List.of(), violations(invariants));
        rater.opens("/s/" + study.code() + "/my-data");
        rater.sees("Conversation 3,");
        assertEquals(
                3,
                rater.page.locator("summary:has-text('Conversation')").count(),
                "what was answered to it is the rater's as the rest is");
    }

    @Test
    void an_attention_item_looks_and_behaves_like_any_other_going_forth_and_back() {
        var study = attentive("Please choose Yes.", "One.", "Two.");
        Visitor rater = somebody();
        rater.entersFrom(study, "East");
        var fresh = new ArrayList<String>();
        for (String answer : List.of("No", "Yes")) {
            rater.answersEverything(answer);
            goesOn(rater, "Submit");
            fresh.add(likeAnyOther(rater));
        }
        assertEquals(fresh.get(0), fresh.get(1), "an attention item after an item, and an item after it");
        var gone = new ArrayList<String>();
        for (String answered : List.of("Yes", "No")) {
            goesBack(rater);
            rater.sees("You submitted this item before.");
            assertTrue(rater.option(0, answered).isChecked(), answered);
            gone.add(likeAnyOther(rater).replaceAll("(?s)<footer.*?</footer>", ""));
        }
        assertEquals(gone.get(1), gone.get(0), "both as they are gone back to");
    }

    @Test
    void what_was_changed_of_an_attention_item_is_kept_saved_or_left_as_that_of_any_other_is() {
        var study = attentive("Please choose Yes.", "One.", "Two.");
        Visitor rater = somebody();
        rater.entersFrom(study, "East");
        for (String answer : List.of("No", "No")) {
            rater.answersEverything(answer);
            goesOn(rater, "Submit");
        }
        goesBack(rater);
        rater.option(0, "Yes").check();
        assertThat(rater.state()).hasText("Kept: press Save changes");
        rater.opens("/s/" + study.code() + "/rate");
        rater.sees("You changed answers here and have not saved the changes yet.");
        assertTrue(rater.option(0, "Yes").isChecked());
        goesOn(rater, "Leave it as it was");
        assertEquals(1.0, missed(study));
        goesBack(rater);
        assertTrue(rater.option(0, "No").isChecked());
        rater.answersEverything("Yes");
        goesOn(rater, "Save changes");
        assertEquals(0.0, missed(study));
        assertEquals(List.of(), violations(invariants));
    }

    @Test
    void what_is_pasted_into_words_and_how_often_the_page_is_left_is_told_and_counted_and_nothing_of_it_is_kept() {
        var plan = world.plan(world.introduction("In words"), World.CONSENT, "question-types", 10, 2, 1);
        var study = world.openLooking(plan, Map.of(Signal.PASTE, 1.0, Signal.LOST_FOCUS, 2.0), "One.", "Two.");
        Visitor rater = somebody();
        rater.opens("/s/" + study.code());
        rater.sees(Signal.PASTE.disclosure());
        rater.sees(Signal.LOST_FOCUS.disclosure());
        rater.entersFrom(study, "East");
        var words = rater.page.locator("[data-type=free-text] textarea");
        words.click();
        rater.page.keyboard().type("again ");
        for (String key : List.of("Control+a", "Control+c", "End", "Control+v", "Control+v")) {
            rater.pressesKey(key);
        }
        assertThat(words).hasValue("again again again ");
        rater.page.evaluate("['blur', 'focus', 'blur', 'focus'].forEach(name => dispatchEvent(new Event(name)))");
        assertEquals(
                "{\"pastes\":2,\"leaves\":2}",
                rater.page.evaluate(
                        "Object.entries(sessionStorage).find(([key]) => key.startsWith('parallax.how-written'))[1]"
                                + ".replace(/^.\"\\d+\":|.$/g, '')"),
                "numbers, and nothing of what was pasted");
        rater.page
                .locator("[data-question] .options label:first-child input:visible")
                .all()
                .forEach(Locator::check);
        rater.submits();
        rater.sees("Item 2 of 2");
        var seen = signals.of(study.id()).getFirst();
        assertEquals(1.0, seen.value(Signal.PASTE).orElseThrow());
        assertEquals(2.0, seen.value(Signal.LOST_FOCUS).orElseThrow());
        rater.opens("/s/" + study.code() + "/my-data");
        rater.sees(Signal.PASTE.title());
        String csv = (String) rater.page.evaluate(
                "() => fetch('/s/" + study.code() + "/my-data/my-answers.csv').then(answer => answer.text())");
        assertTrue(csv.startsWith("conversation,submitted_at,question,answer,active_ms,pastes,leaves"), csv);
        assertTrue(csv.contains(",2,2"), csv);
        Visitor researcher = signedIn(somebody(), world.person(Role.OWNER, "Olga"));
        researcher.opens("/studies/" + study.id() + "/signals");
        researcher.sees(Signal.LOST_FOCUS.title());
        researcher.opens("/studies/" + study.id() + "/exclusions");
        assertThat(researcher.page.getByLabel(Signal.PASTE.title()).first()).isVisible();
        assertEquals(List.of(), violations(invariants));
    }

    @Test
    void which_were_attention_items_is_told_once_the_study_is_closed_and_nothing_tells_before() {
        var study = attentive("Please choose Yes.", "One.", "Two.");
        Visitor rater = somebody();
        rater.entersFrom(study, "East");
        for (int answered = 1; answered <= 2; answered++) {
            rater.answersEverything("No");
            goesOn(rater, "Submit");
            for (String address : List.of("/stop", "/my-data/withdrawal")) {
                String page = fetched(rater, study, address);
                assertTrue(
                        page.contains("judged " + answered + " of up to 3")
                                || page.contains(
                                        "of " + answered + (answered == 1 ? " conversation " : " conversations")),
                        page);
            }
        }
        assertEquals(1.0, missed(study));
        String page = fetched(rater, study, "/my-data").replaceAll("\\s+", " ");
        assertTrue(
                page.contains("This study has attention items") && page.contains("told once the study is closed"),
                page);
        assertFalse(page.contains("was an attention item") || page.contains("which is"), page);
        String json = fetched(rater, study, "/my-data/my-data.json");
        assertTrue(
                json.contains("\"attention\":null")
                        && !json.contains("\"passed\"")
                        && json.contains("\"toldLater\":true"),
                json);
        String csv = fetched(rater, study, "/my-data/my-answers.csv");
        assertTrue(csv.lines().skip(1).allMatch(row -> row.endsWith(",,,")), csv);

        assertTrue(studies.change(study.id(), Study.State.CLOSED.word(), null, Actor.system()));
        rater.page.waitForTimeout(1_100); // a change of the study's state is noticed within a second
        String told = fetched(rater, study, "/my-data").replaceAll("\\s+", " ");
        assertTrue(told.contains("This was an attention item.") && told.contains("which you did not give."), told);
        assertTrue(told.contains("1.0, which is noted"), told);
        assertTrue(fetched(rater, study, "/my-data/my-data.json").contains("\"passed\":false"));
        assertTrue(fetched(rater, study, "/my-data/my-answers.csv").lines().anyMatch(row -> row.endsWith(",Yes")));
    }

    private static String fetched(Visitor rater, World.OpenStudy study, String address) {
        return (String) rater.page.evaluate(
                "address => fetch(address).then(answer => answer.text())", "/s/" + study.code() + address);
    }

    private double missed(World.OpenStudy study) {
        return signals.of(study.id()).getFirst().value(Signal.ATTENTION).orElseThrow();
    }

    /// Every second item is an attention item.
    private World.OpenStudy attentive(String instruction, String... replies) {
        long draft = world.draft(world.twoShores("Attentive", 10, replies.length), world.person(Role.OWNER, "Olga"));
        for (int i = 0; i < replies.length; i++) {
            world.item(draft, i, "item-" + i, "", "Is that a good idea?", replies[i]);
        }
        StoredQuestion first = rubrics.ofStudy(draft).asked().findFirst().orElseThrow();
        int yes = first.options().stream().map(AnswerOption::label).toList().indexOf("Yes");
        attention.add(
                draft,
                new AttentionItems.Draft(
                        AttentionItems.Kind.INSTRUCTED,
                        "Is that a good idea?",
                        instruction,
                        new AttentionItems.Expected(first.id(), yes)),
                Actor.system());
        plans.set(draft, new Insertions(2, 0, 5), Actor.system());
        watched.set(draft, Map.of(Signal.ATTENTION, 1.0), Actor.system());
        return world.published(draft);
    }

    private static void goesOn(Visitor rater, String button) {
        goes(rater, () -> rater.presses(button));
    }

    private static void goesBack(Visitor rater) {
        goes(rater, () -> rater.follows("Back"));
    }

    private static void goes(Visitor rater, Runnable way) {
        String at = rater.path();
        way.run();
        rater.page.waitForURL(url -> !url.endsWith(at));
        rater.sees("Rate this reply");
    }

    /// The page as it is sent, without what differs between any two items: their texts, keys and numbers, and
    /// what is chosen.
    private static String likeAnyOther(Visitor rater) {
        String sent = (String) rater.page.evaluate("() => fetch(location.href).then(answer => answer.text())");
        return sent.replaceAll("(name=\"csrf-token\" value=)\"[^\"]*\"", "$1")
                .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "key")
                .replaceAll("Please choose Yes\\.|One\\.|Two\\.", "reply")
                .replaceAll("\\d+", "n")
                .replaceAll("\\s+(checked)?", " ")
                .replace(" >", ">");
    }

    @Test
    void a_researcher_looks_at_an_exclusion_makes_it_and_asks_for_an_analysis_without_those_raters() {
        var study = world.openLooking(
                world.twoShores("Ruled by hand", 20, 1), Map.of(Signal.STRAIGHT_LINING, 9.0), "One.", "Two.");
        world.crowd(study, "East", 3, 1);
        var olga = world.person(Role.OWNER, "Olga");
        Visitor researcher = signedIn(somebody(), olga);
        researcher.opens("/studies/" + study.id() + "/analyses");
        researcher.follows("Exclusions");
        researcher.page.getByLabel(Signal.STRAIGHT_LINING.title()).first().check();
        researcher.page.getByLabel(Signal.STRAIGHT_LINING.title() + ": from").fill("1");
        researcher.presses("Look at its effect");
        researcher.sees("What it would change");
        researcher.page.getByLabel("Name").fill("long-runs");
        researcher.presses("Make the exclusion");
        researcher.sees("in use");
        researcher.opens("/studies/" + study.id() + "/analyses");
        researcher.page.getByLabel("Leave out raters by the exclusion").selectOption("long-runs");
        researcher.presses("Analyze");
        researcher.sees("without raters excluded by “long-runs” (straightLining ≥ 1)");
        while (job.runNext()) {}
        researcher.opens("/studies/" + study.id() + "/analyses");
        researcher.page.locator("#analyses a").first().click();
        researcher.sees("The same of everybody: analysis");
    }
}

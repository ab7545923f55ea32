package parallax.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Somebody from a panel on their way through a study, and what they saw of it. They use machines that others use too.
final class ModelledRater {
    private static final String CHECKED = """
            Object.fromEntries([...document.querySelectorAll('#judgment [data-question] .options input:checked')]
                .map(input => [input.closest('[data-question]').dataset.question, input.value]))""";

    final String panelId;
    final SeenAnswers seen = new SeenAnswers();
    private final World.OpenStudy study;
    private String code = "";
    private Visitor at;

    ModelledRater(String panelId, World.OpenStudy study, Visitor at) {
        this.panelId = panelId;
        this.study = study;
        this.at = at;
    }

    Visitor at() {
        return at;
    }

    boolean hasBegun() {
        return !code.isEmpty();
    }

    void sitsDownAt(Visitor machine) {
        at = machine;
    }

    void begins() {
        at.comesFromPanel(study, panelId, "panel");
        at.agrees();
        code = at.code();
        at.livesOn("West");
        at.sees("Rate this reply");
        seen.loaded();
    }

    /// On a machine on which somebody else may have been.
    void comesBack(Visitor machine) {
        at = machine;
        at.comesFromPanel(study, panelId, "panel");
        if (at.path().endsWith("/return")) {
            at.goesOnWith(code);
        }
        at.page.waitForURL(url -> !url.endsWith("/return"));
        seen.loaded();
    }

    boolean isRating() {
        return at.path().matches(".*/items/[0-9a-f-]{36}");
    }

    String item() {
        return at.path().substring(at.path().lastIndexOf('/') + 1);
    }

    /// What stands on the page now.
    Map<String, String> page() {
        return new TreeMap<>(asMap(at.page.evaluate(CHECKED)));
    }

    @SuppressWarnings("unchecked") // an object of JSON
    private static Map<String, String> asMap(Object json) {
        return (Map<String, String>) json;
    }

    List<String> questions() {
        return at.questions().all().stream()
                .map(q -> q.getAttribute("data-question"))
                .toList();
    }

    void answers(String question, String option) {
        at.page
                .locator("[data-question='" + question + "'] input[value='" + option + "']")
                .check();
        seen.answer(item(), question, option);
    }

    /// A digit answers the question that is marked and in sight, or nothing.
    void pressesDigit(int option) {
        Map<String, String> before = page();
        Object marked = at.page.evaluate("document.querySelector('[data-current]')?.dataset.question ?? ''");
        at.pressesKey(String.valueOf(option + 1));
        String position = String.valueOf(option);
        if (!page().equals(before) && !marked.equals("")) {
            seen.answer(item(), marked.toString(), position);
        }
    }

    void undoes() {
        at.pressesKey("Control+z");
        seen.undo(item());
    }

    void isSaved() {
        at.isBackOnline();
        assertThat(at.state()).hasText(java.util.regex.Pattern.compile("Saved|Kept: press Save changes"));
    }

    void reloads() {
        at.isBackOnline();
        at.page.reload();
        seen.loaded();
    }

    /// Continues in a second tab and closes the first.
    void movesToAnotherTab() {
        at.isBackOnline();
        Page first = at.page;
        Page second = first.context().newPage();
        second.navigate(first.url());
        second.getByText("Continue here").click();
        assertThat(second.locator("#submit")).isEnabled();
        at = at.in(second);
        first.close();
        seen.loaded();
    }

    void pauses(Runnable meanwhile) {
        isSaved();
        at.follows("Pause");
        at.sees("Take your time");
        meanwhile.run();
        at.presses("Continue");
        at.sees("Rate this reply");
        seen.loaded();
    }

    void leavesAndReturns() {
        at.presses("Exit");
        at.isBackOnline();
        at.sees("You have left the study");
        at.opens("/s/" + study.code() + "/return");
        at.goesOnWith(code);
        at.sees("Rate this reply");
        seen.loaded();
    }

    boolean canGoBack() {
        return at.page.locator("a[data-action='back']").count() > 0;
    }

    void goesBack() {
        isSaved();
        String from = item();
        at.page.locator("a[data-action='back']").click();
        at.page.waitForURL(url -> !url.endsWith(from));
        seen.loaded();
    }

    boolean isChanging() {
        return at.page.getByText("Save changes").count() > 0;
    }

    void leavesItAsItWas() {
        isSaved();
        String item = item();
        at.presses("Leave it as it was");
        at.page.waitForURL(url -> !url.endsWith(item));
        seen.leaveAsItWas(item);
    }

    /// Answers what is open and sends it in.
    void submits(String option) {
        for (String question : questions()) {
            if (!seen.on(item()).containsKey(question)) {
                answers(question, option);
            }
        }
        at.isBackOnline();
        String item = item();
        at.page.locator("#submit").click();
        at.page.waitForURL(url -> !url.endsWith(item));
        at.page.waitForLoadState();
        seen.submit(item);
    }

    boolean isFinished() {
        return at.page.getByText("You have finished").count() > 0;
    }

    void withdraws() {
        at.opens("/s/" + study.code() + "/my-data/withdrawal");
        at.page.getByLabel("Delete my data").check();
        Response withdrawn =
                at.page.waitForResponse(r -> r.url().endsWith("/withdrawal"), () -> at.presses("Withdraw"));
        if (!withdrawn.ok()) {
            throw new AssertionError("withdrawal answered " + withdrawn.status());
        }
        seen.open.clear();
        seen.submitted.clear();
    }
}

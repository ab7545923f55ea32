package parallax.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.Cookie;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// Somebody at a browser of their own. Whatever goes wrong on their pages (a script or a server that fails,
/// a dialog, a refusal by the content security policy) is remembered and fails the story.
final class Visitor implements AutoCloseable {
    /// What a page on a busy machine may take; what never comes is still missing then.
    private static final double PATIENCE_MS = 60_000;

    private final URI home;
    private final BrowserContext context;
    private int staysAsked;
    private final List<String> faults;
    final Page page;

    Visitor(URI home, BrowserContext context) {
        this(home, context, context.newPage(), new ArrayList<>());
    }

    private Visitor(URI home, BrowserContext context, Page page, List<String> faults) {
        this.home = home;
        this.context = context;
        this.faults = faults;
        this.page = page;
        page.setDefaultTimeout(PATIENCE_MS);
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        page.onDialog(dialog -> {
            if (dialog.type().equals("beforeunload")) {
                staysAsked++;
            } else {
                faults.add("dialog: " + dialog.message());
            }
            dialog.dismiss();
        });
        page.onResponse(response -> {
            if (response.status() == 500) {
                faults.add("failure: " + response.url());
            }
        });
        page.onPageError(error -> faults.add("script: " + error));
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                faults.add(message.text());
            }
        });
    }

    /// The same somebody, looking at another tab of the same browser.
    /// How often they were asked whether they want to leave, and stayed.
    int staysAsked() {
        return staysAsked;
    }

    Visitor in(Page tab) {
        return new Visitor(home, context, tab, faults);
    }

    // --- anybody

    void opens(String address) {
        page.navigate(home.resolve(address).toString());
    }

    void holds(String cookie, String value) {
        context.addCookies(List.of(new Cookie(cookie, value).setUrl(home.toString())));
    }

    /// What never comes is told with the page that stood there instead.
    Locator sees(String text) {
        Locator found = page.getByText(text).first();
        try {
            found.waitFor();
        } catch (TimeoutError missing) {
            throw new AssertionError(
                    "\"" + text + "\" is not on " + page.url() + ", which reads:\n"
                            + page.locator("body").innerText(),
                    missing);
        }
        return found;
    }

    void presses(String button) {
        page.getByRole(com.microsoft.playwright.options.AriaRole.BUTTON, named(button))
                .click();
    }

    /// Presses a button that the next page has too, so that the next press is meant for that page.
    void pressesAndWaits(String button) {
        page.waitForNavigation(() -> presses(button));
    }

    void follows(String link) {
        page.waitForNavigation(() -> page.getByRole(
                        com.microsoft.playwright.options.AriaRole.LINK,
                        new Page.GetByRoleOptions().setName(link).setExact(true))
                .click());
    }

    /// Who answers has looked: on a page that has just come no key answers.
    void pressesKey(String key) {
        if (key.matches("[0-9]")) {
            page.waitForFunction("() => !document.documentElement.hasAttribute('data-settling')");
        }
        page.keyboard().press(key);
    }

    void losesTheNetwork() {
        context.setOffline(true);
    }

    void isBackOnline() {
        context.setOffline(false);
    }

    String path() {
        return URI.create(page.url()).getPath();
    }

    String html() {
        return page.content();
    }

    // --- a rater

    void agrees() {
        page.getByLabel("I have read this and I agree to take part").check();
        presses("Agree and continue");
    }

    void livesOn(String shore) {
        page.getByLabel(shore, new Page.GetByLabelOptions().setExact(true)).check();
        presses("Continue");
    }

    void entersFrom(World.OpenStudy study, String shore) {
        opens("/s/" + study.code());
        agrees();
        livesOn(shore);
        sees("Rate this reply");
    }

    /// As a panel sends its people.
    void comesFromPanel(World.OpenStudy study, String panelId, String panelStudy) {
        opens("/s/" + study.code() + "?PROLIFIC_PID=" + panelId + "&STUDY_ID=" + panelStudy + "&SESSION_ID=s-"
                + panelId);
    }

    void entersFromPanel(World.OpenStudy study, String shore, String panelId) {
        comesFromPanel(study, panelId, "first");
        agrees();
        livesOn(shore);
        sees("Rate this reply");
    }

    /// The code that stands on the page.
    String code() {
        return page.locator("[data-code]").first().textContent();
    }

    void goesOnWith(String ownCode) {
        page.getByLabel("Your own code").fill(ownCode);
        presses("Continue with my code");
    }

    Locator state() {
        return page.locator(".rating-header .saved-state");
    }

    Locator questions() {
        return page.locator("[data-question]");
    }

    Locator option(int question, String label) {
        return questions().nth(question).getByLabel(label, new Locator.GetByLabelOptions().setExact(true));
    }

    void answersEverything(String label) {
        int n = questions().count();
        for (int question = 0; question < n; question++) {
            option(question, label).check();
        }
    }

    void submits() {
        presses("Submit");
    }

    void sawNothingWrong() {
        assertEquals(List.of(), faults);
    }

    @Override
    public void close() {
        context.close();
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}

package parallax.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static parallax.store.Sql.bind;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.identity.Role;
import parallax.store.PostgresResource;
import parallax.store.Sql;

/// People set up a second factor in a browser, and sign in with it. Passkeys are made and kept by the
/// browser's own authenticator for tests.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SecondFactorStoriesTest extends Story {
    @Inject
    Sql sql;

    private World.Person ines = new World.Person(0, "", "");

    /// Browsers make passkeys for names alone.
    @BeforeEach
    void by_name() {
        home = URI.create(home.toString().replace("127.0.0.1", "localhost"));
    }

    @BeforeEach
    void somebody_works_here() {
        sql.update("delete from sign_in_failure");
        ines = world.person(Role.RESEARCHER, "Ines");
    }

    @Test
    void a_passkey_signs_in_by_itself_and_after_the_password_and_is_taken_away_again() {
        Visitor visitor = signsIn(somebody());
        var device = new Device(visitor);
        addsPasskey(visitor, "My laptop");
        visitor.sees("Your recovery codes");
        visitor.follows("I have kept them");
        visitor.sees("My laptop");
        addsPasskey(visitor, "The same again");
        visitor.sees("The browser made no passkey");
        visitor.follows("Cancel");
        visitor.presses("Sign out");

        visitor.presses("Sign in with a passkey");
        visitor.page.waitForURL("**/studies");
        assertEquals("passkey", proof());
        visitor.presses("Sign out");

        signsIn(visitor);
        visitor.sees("Sign in: second step");
        visitor.presses("Use your passkey");
        visitor.page.waitForURL("**/studies");
        assertEquals("second_factor", proof());

        visitor.opens("/account/second-factor");
        visitor.sees("Remove “My laptop”").click();
        visitor.page.getByLabel("Your password, to remove it").fill(World.PASSWORD);
        visitor.presses("Remove it");
        visitor.sees("No passkeys yet.");
        visitor.presses("Sign out");
        visitor.presses("Sign in with a passkey");
        visitor.sees("That passkey does not open an account here");
        device.leaves();
    }

    @Test
    void a_device_that_did_not_ask_for_a_finger_or_pin_is_no_more_than_a_second_factor() {
        Visitor visitor = signsIn(somebody());
        var device = new Device(visitor);
        addsPasskey(visitor, "A key on a ring");
        visitor.follows("I have kept them");
        visitor.presses("Sign out");
        device.asksForNothing();
        visitor.presses("Sign in with a passkey");
        visitor.sees("The browser did not show a passkey");
        signsIn(visitor);
        visitor.presses("Use your passkey");
        visitor.page.waitForURL("**/studies");
        device.leaves();
    }

    @Test
    void what_a_passkey_signed_opens_an_account_once() {
        Visitor visitor = signsIn(somebody());
        var device = new Device(visitor);
        addsPasskey(visitor, "My laptop");
        visitor.follows("I have kept them");
        visitor.presses("Sign out");
        var sent = visitor.page.waitForRequest(
                request -> request.url().endsWith("/sign-in/passkey"), () -> visitor.presses("Sign in with a passkey"));
        visitor.page.waitForURL("**/studies");
        String body = sent.postData();
        visitor.presses("Sign out");
        visitor.page.evaluate(
                "body => { const form = document.querySelector('form[action=\"/sign-in/passkey\"]');"
                        + " form.elements['credential'].value = new URLSearchParams(body).get('credential');"
                        + " HTMLFormElement.prototype.submit.call(form); }",
                body);
        visitor.sees("That passkey does not open an account here");
        device.leaves();
    }

    @Test
    void every_page_of_it_can_be_used_by_everybody() {
        var faults = new ArrayList<String>();
        Visitor visitor = signsIn(somebody());
        var device = new Device(visitor);
        visitor.opens("/account/second-factor");
        visitor.page.locator("#add").fill(World.PASSWORD);
        visitor.presses("Set up an app");
        visitor.sees("or type this secret into it");
        AccessibilityTest.look(visitor, "setting an app up", faults);
        visitor.page.getByLabel("The code that it shows now").fill("1");
        visitor.presses("Turn it on");
        visitor.sees("That code is not right.");
        AccessibilityTest.look(visitor, "a wrong code", faults);
        visitor.follows("Cancel");
        startsPasskey(visitor, "My laptop");
        AccessibilityTest.look(visitor, "a new passkey", faults);
        visitor.presses("Make “My laptop”");
        visitor.sees("Your recovery codes");
        AccessibilityTest.look(visitor, "recovery codes", faults);
        visitor.follows("I have kept them");
        AccessibilityTest.look(visitor, "second factors", faults);
        visitor.presses("Sign out");
        AccessibilityTest.look(visitor, "signing in", faults);
        signsIn(visitor);
        visitor.sees("Sign in: second step");
        AccessibilityTest.look(visitor, "the second step", faults);
        assertEquals(List.of(), faults);
        device.leaves();
    }

    @Test
    void without_scripts_a_recovery_code_goes_through() {
        Visitor visitor = signsIn(somebody());
        var device = new Device(visitor);
        addsPasskey(visitor, "My laptop");
        String code = visitor.page.locator(".recovery-codes code").first().textContent();
        Visitor plain = signsIn(somebodyWithoutScripts());
        assertThat(plain.page.getByText("Use your passkey")).isHidden();
        plain.page.getByLabel("Recovery code").fill(code);
        plain.presses("Go on");
        plain.sees("Studies");
        device.leaves();
    }

    private Visitor signsIn(Visitor visitor) {
        visitor.opens("/sign-in");
        visitor.page.getByLabel("E-mail address").fill(ines.email());
        visitor.page.getByLabel("Password").fill(World.PASSWORD);
        visitor.page
                .getByRole(
                        com.microsoft.playwright.options.AriaRole.BUTTON,
                        new com.microsoft.playwright.Page.GetByRoleOptions()
                                .setName("Sign in")
                                .setExact(true))
                .click();
        visitor.page.waitForURL(address -> !address.endsWith("/sign-in"));
        return visitor;
    }

    private static void startsPasskey(Visitor visitor, String name) {
        visitor.opens("/account/second-factor");
        visitor.page.getByLabel("Name").fill(name);
        visitor.page.locator("#passkey").fill(World.PASSWORD);
        visitor.presses("Add a passkey");
        visitor.sees("Your browser asks you for a finger");
    }

    private static void addsPasskey(Visitor visitor, String name) {
        startsPasskey(visitor, name);
        visitor.presses("Make “" + name + "”");
    }

    private String proof() {
        return sql.one(
                row -> row.getString(1),
                "select proof from account_session where account_id = :ines order by id desc limit 1",
                bind("ines", ines.id()));
    }

    /// The browser's authenticator for tests, which keeps passkeys and asks its person for a PIN.
    private static final class Device {
        private final CDPSession browser;
        private final String id;

        Device(Visitor visitor) {
            browser = visitor.page.context().newCDPSession(visitor.page);
            browser.send("WebAuthn.enable");
            var options = new JsonObject();
            options.addProperty("protocol", "ctap2");
            options.addProperty("transport", "internal");
            options.addProperty("hasResidentKey", true);
            options.addProperty("hasUserVerification", true);
            options.addProperty("isUserVerified", true);
            options.addProperty("automaticPresenceSimulation", true);
            var asked = new JsonObject();
            asked.add("options", options);
            id = browser.send("WebAuthn.addVirtualAuthenticator", asked)
                    .get("authenticatorId")
                    .getAsString();
        }

        void asksForNothing() {
            var asked = new JsonObject();
            asked.addProperty("authenticatorId", id);
            asked.addProperty("isUserVerified", false);
            browser.send("WebAuthn.setUserVerified", asked);
        }

        void leaves() {
            browser.detach();
        }
    }
}

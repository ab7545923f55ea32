package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jboss.logmanager.LogContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.identity.Actor;
import parallax.identity.OneTimeLink;
import parallax.identity.Role;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.World;

/// Nothing that tells who somebody is, and no secret, reaches the log: also not when things go wrong.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class LogScanTest {
    private static final String MARK = "zqxmark";
    /// Passwords hold nothing of whose they are.
    private static final String CHOSEN = "qvwlantern and a new quay";

    @Inject
    World world;

    @Inject
    OneTimeLink links;

    @Inject
    Sql sql;

    private final List<String> logged = java.util.Collections.synchronizedList(new ArrayList<>());
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            var text = new StringWriter();
            text.append(entry.getLoggerName()).append(' ').append(String.valueOf(entry.getMessage()));
            if (entry.getParameters() != null) {
                text.append(java.util.Arrays.toString(entry.getParameters()));
            }
            if (entry.getThrown() != null) {
                entry.getThrown().printStackTrace(new PrintWriter(text));
            }
            logged.add(text.toString());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private final Logger root = LogContext.getLogContext().getLogger("");

    @BeforeEach
    void listen() {
        listener.setLevel(Level.ALL);
        root.addHandler(listener);
    }

    @AfterEach
    void stopListening() {
        root.removeHandler(listener);
    }

    @Test
    void a_raters_way_leaves_nothing_of_them_in_the_log() {
        var study = world.open(world.twoShores("Logs", 5, 2), "One " + MARK, "Two " + MARK, "Three " + MARK);
        String at = "/s/" + study.code();
        var rater = Browserless.anonymous();
        String sealed = rater.get(at + "?PROLIFIC_PID=" + MARK + "1&STUDY_ID=" + MARK + "2&SESSION_ID=" + MARK + "3")
                .cookie("arrival-" + study.code());
        rater.holding("arrival-" + study.code(), sealed);
        String session = rater.post(at + "/consent", Map.of("agree", "yes")).cookie("rater-" + study.code());
        rater.holding("rater-" + study.code(), session);
        rater.post(at + "/about-you", Map.of("axis.shore", "~self", "self.shore", MARK + " island"));
        String item = rater.get(at + "/rate").header("Location");
        assertEquals(200, rater.get(item).statusCode());
        rater.post(item + "/problem", Map.of("reason", "other", "note", MARK + " report"));
        rater.post(item + "/skip", Map.of("reason", "other", "note", MARK + " note"));
        rater.post(item + "/draft", Map.of("question", MARK, "option", MARK, "sequence", "1"));
        rater.post(item + "/judgment", Map.of("q.1", MARK, "key", MARK));
        rater.post(at + "/about-you", Map.of("axis.shore", "~self", "self.shore", MARK + "\u0000"));
        wasSilentAbout(session);
        wasSilentAbout(sealed);
    }

    @Test
    void what_a_rater_writes_is_kept_and_leaves_nothing_in_the_log() {
        var study = world.open(
                world.plan(world.introduction("Words"), World.CONSENT, "question-types", 5, 2, 1), "One.", "Two.");
        var entered = world.admitted(study, "East");
        var rater = Browserless.anonymous().holding("rater-" + study.code(), entered.session());
        String item = world.item(study, entered);
        String question = String.valueOf(sql.number("""
                select q.id from question q join rubric r on r.id = q.rubric_id
                where r.study_id = :study and q.code = 'better_reply'""", bind("study", study.id())));
        var draft = Map.of("question", question, "text", MARK + " words", "sequence", "1");
        assertEquals(204, rater.post(item + "/draft", draft).statusCode());
        assertEquals(1, world.drafts(entered));
        for (String wrong : List.of(MARK + "\u0000", MARK + "x".repeat(10_000))) {
            rater.post(item + "/draft", Map.of("question", question, "text", wrong, "sequence", "2"));
            rater.post(item + "/judgment", Map.of("q." + question, wrong, "key", MARK));
        }
        rater.post(item + "/kept", Map.of("q." + question, MARK + " kept", "to", "at-once-0"));
        wasSilentAbout(entered.session());
    }

    @Test
    void signing_in_leaves_neither_address_nor_password_nor_token_in_the_log() {
        var owner = world.person(Role.OWNER, MARK);
        sql.update(
                "update account set email = :email where id = :owner",
                bind("email", MARK + owner.email()),
                bind("owner", owner.id()));
        String link = links.forPassword(owner.id(), Actor.system()).text();
        var client = Browserless.anonymous();
        client.post("/sign-in", Map.of("email", MARK + owner.email(), "password", MARK + " wrong"));
        client.post("/sign-in", Map.of("email", MARK + "\u0000", "password", MARK + "\u0000"));
        client.post("/welcome/" + link, Map.of("password", CHOSEN));
        var signedIn = client.post("/sign-in", Map.of("email", MARK + owner.email(), "password", CHOSEN));
        String session = signedIn.cookie("session");
        var staff = Browserless.anonymous().holding("session", session);
        String made = staff.post("/account/api-keys", Map.of("name", MARK, "scope", "read"))
                .asString();
        String key = Browserless.found(Pattern.compile("class=\"secret\">([^<]+)<"), made);
        staff.post("/accounts", Map.of("email", MARK + "\u0000@a.example", "displayName", MARK, "role", "rater"));
        client.request().header("Authorization", "Bearer " + key).get("/api/v1/studies?" + MARK);
        client.get("/welcome/" + MARK);
        assertTrue(session.length() > 20 && key.length() > 20);
        wasSilentAbout(session, key, link, CHOSEN);
    }

    private void wasSilentAbout(String... secrets) {
        java.util.logging.Logger.getLogger("parallax.test").info("the listener hears");
        assertTrue(
                logged.stream().anyMatch(line -> line.contains("the listener hears")), "the scan would find nothing");
        var told = logged.stream()
                .filter(line -> line.contains(MARK) || List.of(secrets).stream().anyMatch(line::contains))
                .toList();
        assertEquals(List.of(), told);
        sql.update("delete from sign_in_failure");
    }
}

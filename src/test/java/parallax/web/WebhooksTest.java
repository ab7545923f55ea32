package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static parallax.store.Sql.bind;

import io.quarkus.arc.Arc;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.design.WebhooksCommand;
import parallax.durability.TestClock;
import parallax.identity.ApiKeys;
import parallax.identity.Role;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.World;
import parallax.webhook.Deliverer;
import parallax.webhook.Receiver;
import picocli.CommandLine;

/// A webhook by the page, the API and the command: added, told, looked at, replayed, paused, removed; and the
/// receiver that the documentation shows.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class WebhooksTest {
    private static final Path PAGE = Path.of("../docs/reference/webhooks.md");
    private static final Pattern SECRET = Pattern.compile("class=\"secret\">([\\w-]{43})<");
    private static final Pattern PROGRAM = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL);

    @Inject
    World world;

    @Inject
    ApiKeys keys;

    @Inject
    Deliverer deliverer;

    @Inject
    TestClock clock;

    @Inject
    Sql sql;

    @TempDir
    Path folder = Path.of("");

    private Receiver receiver;
    private World.OpenStudy study = new World.OpenStudy(0, "");
    private World.Person ines = new World.Person(0, "", "");
    private String at = "";

    @BeforeEach
    void a_researcher_a_study_and_a_receiver() throws IOException {
        sql.update("delete from webhook"); // and what other tests left waiting
        receiver = new Receiver();
        ines = world.person(Role.RESEARCHER, "Ines");
        study = world.open(world.twoShores("Two shores", 20, 2), "A reply.", "Another reply.");
        world.share(study, ines, Role.RESEARCHER, true);
        at = "/api/v1/studies/" + study.id() + "/webhooks";
    }

    @AfterEach
    void nothing_waits() {
        receiver.close();
        sql.update("delete from webhook");
    }

    @Test
    void a_program_adds_one_watches_it_and_removes_it() {
        Response added =
                with("read", "write", "export").body(order(receiver.address())).post(at);
        assertEquals(201, added.statusCode(), added::asString);
        String own = added.header("Location").replaceFirst("^https?://[^/]+", "");
        assertEquals(43, added.jsonPath().getString("secret").length());
        assertFalse(get(own).asString().contains(added.jsonPath().getString("secret")), "it is shown once");
        assertEquals(
                List.of("judgment.stored", "study.closed"), get(own).jsonPath().getList("events"));
        world.crowd(study, "West", 1, 0);
        receiver.answers(500);
        assertTrue(deliverer.deliverNext());
        assertEquals(1, get(own).jsonPath().getInt("failures"));
        assertEquals(500, get(own + "/deliveries").jsonPath().getInt("[0].answer"));
        assertEquals("it answered 500", get(own + "/deliveries").jsonPath().getString("[0].failure"));
        assertEquals(204, post(own + "/resumption").statusCode(), "it is tried again at once");
        assertEquals(409, post(own + "/resumption").statusCode());
        assertTrue(deliverer.deliverNext());
        Response log = get(own + "/deliveries");
        assertEquals("delivered", log.jsonPath().getString("[0].state"));
        assertEquals(2, log.jsonPath().getInt("[0].tries"));
        String delivery = own + "/deliveries/" + log.jsonPath().getLong("[0].id");
        assertEquals(
                "[]",
                get(own + "/deliveries?before=" + log.jsonPath().getLong("[0].id"))
                        .asString());
        assertEquals(202, post(delivery + "/replay").statusCode());
        assertEquals(409, post(delivery + "/replay").statusCode());
        assertEquals(204, post(own + "/pause").statusCode());
        assertEquals(409, post(own + "/pause").statusCode());
        assertEquals(409, post(own + "/ping").statusCode());
        assertEquals("", get(own).jsonPath().getString("paused"));
        assertFalse(deliverer.deliverNext());
        assertEquals(204, post(own + "/resumption").statusCode());
        assertEquals(202, post(own + "/ping").statusCode());
        assertTrue(deliverer.deliverNext());
        assertEquals(List.of("judgment.stored", "judgment.stored", "judgment.stored", "ping"), receiver.events());
        assertEquals(204, with("read", "write", "export").delete(own).statusCode());
        assertEquals(404, with("read", "write", "export").delete(own).statusCode());
        assertEquals(404, get(own).statusCode());
        assertEquals(
                List.of(
                        "webhook.added",
                        "webhook.resumed",
                        "webhook.replayed",
                        "webhook.paused",
                        "webhook.resumed",
                        "webhook.tested",
                        "webhook.removed"),
                trail());
        assertEquals(
                0,
                sql.number(
                        "select count(*) from audit_entry where study_id = :study and detail::text like '%/hook%'",
                        bind("study", study.id())),
                "the path of an address can be a secret");
    }

    @Test
    void whoever_may_not_sees_none_and_what_is_wrong_is_said() {
        assertEquals(
                403,
                with("read", "write").body(order(receiver.address())).post(at).statusCode());
        assertEquals(
                403,
                with("read", "export").body(order(receiver.address())).post(at).statusCode());
        for (boolean mayExport : List.of(true, false)) {
            var viewer = world.person(Role.ANALYST, "Vera");
            world.share(study, viewer, Role.ANALYST, mayExport);
            var client = Browserless.anonymous().holding("session", viewer.session());
            assertEquals(403, client.get(at).statusCode());
            assertEquals(403, client.get("/studies/" + study.id() + "/webhooks").statusCode());
            assertFalse(
                    client.get("/studies/" + study.id() + "/design").asString().contains("/webhooks"));
        }
        var designer = world.person(Role.RESEARCHER, "Dora");
        world.share(study, designer, Role.RESEARCHER, false);
        assertEquals(
                403,
                Browserless.anonymous()
                        .holding("session", designer.session())
                        .get(at)
                        .statusCode());
        assertTrue(refusal("http://hooks.example/", "study.closed").contains("over https only"));
        assertTrue(refusal("https://10.0.0.7/", "study.closed").contains("is not a public one"));
        assertTrue(refusal("https://hooks.example/", "ping").contains("there are judgment.stored"));
        assertTrue(
                with("read", "write", "export").body("{}").post(at).asString().contains("1 to 2000 characters"));
        assertTrue(with("read", "write", "export")
                .body("{\"adress\": 1}")
                .post(at)
                .asString()
                .contains("adress"));
        for (int n = 0; n < 20; n++) {
            assertEquals(
                    201,
                    with("read", "write", "export")
                            .body(order("https://hooks.example/" + n))
                            .post(at)
                            .statusCode());
        }
        assertTrue(refusal("https://hooks.example/", "study.closed").contains("at most 20"));
    }

    private String refusal(String url, String event) {
        Response refused = with("read", "write", "export")
                .body("{\"url\": \"" + url + "\", \"events\": [\"" + event + "\"]}")
                .post(at);
        assertEquals(400, refused.statusCode());
        return refused.asString();
    }

    @Test
    void a_researcher_does_it_on_the_page() {
        var client = Browserless.anonymous().holding("session", ines.session());
        String page = "/studies/" + study.id() + "/webhooks";
        assertTrue(client.get("/studies/" + study.id() + "/design").asString().contains(page));
        Response refused = client.post(page, Map.of("url", "https://192.168.0.1/", "event", "study.closed"));
        assertEquals(422, refused.statusCode());
        assertTrue(refused.asString().contains("is not a public one"), refused.asString());
        Response added = client.post(page, Map.of("url", receiver.address() + "hook", "event", "judgment.stored"));
        assertEquals(200, added.statusCode(), added::asString);
        assertEquals("no-store", added.header("Cache-Control"));
        Matcher secret = SECRET.matcher(added.asString());
        assertTrue(secret.find(), added.asString());
        assertFalse(client.get(page).asString().contains(secret.group(1)), "it is shown once");
        long id = sql.number("select id from webhook where study_id = :study", bind("study", study.id()));
        String own = page + "/" + id;
        assertEquals(303, client.post(own + "/ping", Map.of()).statusCode());
        receiver.answers(404);
        assertTrue(deliverer.deliverNext());
        String log = client.get(own).asString();
        assertTrue(log.contains("it answered 404") && log.contains("The last try failed"), log);
        assertEquals(303, client.post(own + "/resumption", Map.of()).statusCode());
        assertTrue(deliverer.deliverNext());
        long delivery = sql.number("select id from outbox where webhook_id = :id", bind("id", id));
        assertTrue(client.get(own).asString().contains("it answered 204"));
        String replay = own + "/deliveries/" + delivery + "/replay";
        assertEquals(303, client.post(replay, Map.of()).statusCode());
        assertEquals(422, client.post(replay, Map.of()).statusCode());
        assertEquals(303, client.post(own + "/pause", Map.of()).statusCode());
        assertEquals(422, client.post(own + "/ping", Map.of()).statusCode());
        assertEquals(303, client.post(own + "/resumption", Map.of()).statusCode());
        assertEquals(422, client.post(own + "/resumption", Map.of()).statusCode());
        assertTrue(deliverer.deliverNext());
        assertEquals(List.of("ping", "ping", "ping"), receiver.events());
        assertEquals(303, client.post(own + "/removal", Map.of()).statusCode());
        assertEquals(404, client.get(own).statusCode());
        assertTrue(client.get(page).asString().contains("None yet."));
    }

    @Test
    void an_operator_does_it_by_command() {
        String secret = run("--add", receiver.address(), "--event", "judgment.stored,study.closed")
                .strip();
        assertEquals(43, secret.length());
        String list = run();
        assertTrue(list.startsWith("webhook,address,events,state,reason,waiting"), list);
        assertTrue(list.contains(receiver.address() + ",judgment.stored study.closed,active,,0"), list);
        String id = list.lines().skip(1).findFirst().orElseThrow().split(",", 2)[0];
        run("--ping", id);
        assertTrue(deliverer.deliverNext());
        String log = run("--log", id);
        assertTrue(log.contains(",ping,") && log.contains(",delivered,1,"), log);
        String delivery = log.lines().skip(1).findFirst().orElseThrow().split(",", 2)[0];
        run("--replay", delivery, "--of", id);
        run("--pause", id);
        assertTrue(run().contains(",paused,,1"));
        run("--resume", id);
        assertTrue(deliverer.deliverNext());
        assertEquals(List.of("ping", "ping"), receiver.events());
        run("--remove", id);
        assertEquals(1, run().lines().count());
        assertTrue(refused("--remove", id).contains("no such webhook"));
        assertTrue(refused("--log", id).contains("no webhook " + id));
        assertTrue(
                refused("--add", "http://10.0.0.1/", "--event", "study.closed").contains("https only"));
    }

    @Test
    void the_receiver_of_the_documentation_takes_what_is_from_here_and_nothing_else()
            throws IOException, InterruptedException {
        assumeTrue(hasPython(), "There is no python3 on the PATH: the documented receiver is not tried");
        Matcher program = PROGRAM.matcher(Files.readString(PAGE));
        assertTrue(program.find());
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        String address = "http://127.0.0.1:" + port + "/parallax";
        String secret = with("read", "write", "export")
                .body(order(address))
                .post(at)
                .jsonPath()
                .getString("secret");
        long ahead = Duration.between(Instant.now(), clock.instant()).toSeconds(); // where tests moved the clock on
        Path file = Files.writeString(
                folder.resolve("receiver.py"),
                "import time\nreal = time.time\ntime.time = lambda: real() + " + ahead + "\n" + program.group(1));
        Path out = folder.resolve("out.txt");
        var python = new ProcessBuilder("python3", file.toString())
                .redirectOutput(out.toFile())
                .redirectError(folder.resolve("err.txt").toFile());
        python.environment().put("PARALLAX_WEBHOOK_SECRET", secret);
        python.environment().put("PORT", Integer.toString(port));
        Process running = python.start();
        try {
            world.crowd(study, "West", 2, 0);
            awaitPort(port, running);
            assertTrue(deliverer.deliverNext());
            List<String> taken = Files.readAllLines(out);
            assertEquals(2, taken.size(), taken::toString);
            assertTrue(taken.getFirst().startsWith("judgment.stored {'item': "), taken::toString);
            HttpRequest forged = HttpRequest.newBuilder(URI.create(address))
                    .header("Parallax-Timestamp", Long.toString(clock.instant().getEpochSecond()))
                    .header("Parallax-Signature", "sha256=" + "0".repeat(64))
                    .POST(HttpRequest.BodyPublishers.ofString("{\"event\": \"judgment.stored\", \"data\": {}}"))
                    .build();
            try (HttpClient client = HttpClient.newHttpClient()) {
                assertEquals(
                        401,
                        client.send(forged, HttpResponse.BodyHandlers.discarding())
                                .statusCode());
            }
        } finally {
            running.destroy();
            running.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static void awaitPort(int port, Process running) throws InterruptedException {
        for (int n = 0; n < 300 && running.isAlive(); n++) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException notYet) {
                Thread.sleep(100);
            }
        }
        throw new AssertionError("the documented receiver does not listen");
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (IOException none) {
            return false;
        }
    }

    private static String order(String url) {
        return "{\"url\": \"" + url + "\", \"events\": [\"study.closed\", \"judgment.stored\"]}";
    }

    private Response get(String address) {
        return with("read", "write", "export").get(address);
    }

    private Response post(String address) {
        return with("read", "write", "export").post(address);
    }

    private RequestSpecification with(String... scopes) {
        return RestAssured.given()
                .header(
                        "Authorization",
                        "Bearer "
                                + keys.create(ines.id(), "A hook", Set.of(scopes))
                                        .text())
                .contentType("application/json");
    }

    private List<String> trail() {
        return sql.list(
                row -> row.getString(1),
                "select action from audit_entry where study_id = :study and action like 'webhook.%' order by id",
                bind("study", study.id()));
    }

    private String run(String... options) {
        return printed(0, options)[0];
    }

    private String refused(String... options) {
        return printed(1, options)[1];
    }

    private String[] printed(int expected, String... options) {
        var out = new StringWriter();
        var err = new StringWriter();
        String[] all = new String[options.length + 1];
        all[0] = study.code();
        System.arraycopy(options, 0, all, 1, options.length);
        int status = new CommandLine(
                        Arc.container().instance(WebhooksCommand.class).get())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
        assertEquals(expected, status, () -> err.toString());
        return new String[] {out.toString(), err.toString()};
    }
}

package parallax.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.identity.Actor;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.World;

/// Events go nowhere but where they may: looked at when an address is added, and again with each try.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class WebhookAddressesTest {
    private static final String JUDGED = "judgment.stored";

    @Inject
    World world;

    @Inject
    Webhooks webhooks;

    @Inject
    Deliveries deliveries;

    @Inject
    Deliverer deliverer;

    @Inject
    Sql sql;

    private Receiver receiver;
    private World.OpenStudy study = new World.OpenStudy(0, "");

    @BeforeEach
    void a_receiver_and_a_study() throws IOException {
        sql.update("delete from webhook"); // and what other tests left waiting
        receiver = new Receiver();
        study = world.open(world.twoShores("Two shores", 3, 2), "A reply.", "Another reply.");
    }

    @AfterEach
    void nothing_waits() {
        receiver.close();
        sql.update("delete from webhook");
    }

    @Test
    void no_event_goes_where_it_must_not() {
        Map<String, String> refused = Map.ofEntries(
                Map.entry("http://127.0.0.2:" + receiver.port() + "/", "https only"),
                Map.entry("https://127.0.0.2/", "not a public one"),
                Map.entry("https://10.0.0.1/", "not a public one"),
                Map.entry("https://172.16.0.1/", "not a public one"),
                Map.entry("https://192.168.1.1/", "not a public one"),
                Map.entry("https://100.64.0.1/", "not a public one"),
                Map.entry("https://169.254.169.254/latest/", "not a public one"),
                Map.entry("https://0.0.0.0/", "not a public one"),
                Map.entry("https://[::1]/", "not a public one"),
                Map.entry("https://[::ffff:127.0.0.2]/", "not a public one"),
                Map.entry("https://[64:ff9b::7f00:1]/", "not a public one"),
                Map.entry("https://[fd00::1]/", "not a public one"),
                Map.entry("https://[fe80::1]/", "not a public one"),
                Map.entry("https://somebody@hooks.example/", "user name"),
                Map.entry("http://hooks.example/", "https only"),
                Map.entry("ftp://hooks.example/", "not an http"),
                Map.entry("https://hooks.example/#part", "after #"),
                Map.entry("nowhere", "not an http"));
        refused.forEach((url, why) -> {
            String fault = webhooks.faults(study.id(), new WebhookDraft(url, Set.of(JUDGED)))
                    .getOrDefault("url", "");
            assertTrue(fault.contains(why), url + ": " + fault);
        });
        assertEquals(
                Map.of(), webhooks.faults(study.id(), new WebhookDraft("https://hooks.example/a", Set.of(JUDGED))));
    }

    @Test
    void a_name_is_looked_up_when_it_is_sent_to() {
        // names that lead to this machine, or are no names: what they lead to is known only then
        List<String> names = List.of(
                "https://localhost:" + receiver.port() + "/",
                "https://localhost.:" + receiver.port() + "/",
                "https://2130706433:" + receiver.port() + "/",
                "https://0x7f000001:" + receiver.port() + "/",
                "https://127.1:" + receiver.port() + "/",
                "https://nowhere.invalid/");
        for (String url : names) {
            long id = sql.number(
                    "insert into webhook (study_id, url, events, sealed_secret, created_at)"
                            + " select study_id, :url, events, sealed_secret, created_at from webhook where id = :id returning id",
                    bind("url", url),
                    bind("id", own()));
            assertTrue(webhooks.ping(study.id(), id, Actor.system()), url);
            assertTrue(deliverer.deliverNext(), url);
            Delivery tried = deliveries.of(study.id(), id, Long.MAX_VALUE, 1).getFirst();
            assertEquals(Delivery.State.WAITING, tried.state(), url);
            assertTrue(
                    tried.failure()
                            .matches("the host .* (leads to an address that is not public|is unknown here)"
                                    + "|the address .* is not a public one|.* is not an http or https address"),
                    url + ": " + tried.failure());
            sql.update("delete from webhook");
        }
        assertEquals(List.of(), receiver.all());
    }

    private long own() {
        var draft = new WebhookDraft(receiver.address(), Set.of("study.paused"));
        return webhooks.add(study.id(), draft, Actor.system()).id();
    }
}

package parallax.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.design.StudyStates;
import parallax.durability.TestClock;
import parallax.durability.Violations;
import parallax.generation.Decoding;
import parallax.generation.GenerationRuns;
import parallax.generation.ModelSource;
import parallax.generation.Prompts;
import parallax.identity.Actor;
import parallax.identity.Role;
import parallax.release.Release;
import parallax.release.ReleaseMaking;
import parallax.store.Invariants;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.World;
import parallax.study.Study;
import parallax.withdrawal.Withdrawals;

/// Events reach a real receiver: signed, in order, at least once, whatever the receiver or the process that sends
/// does; and nowhere but where they may go.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DeliveryTest {
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
    StudyStates states;

    @Inject
    ReleaseMaking making;

    @Inject
    GenerationRuns runs;

    @Inject
    Withdrawals withdrawals;

    @Inject
    Invariants invariants;

    @Inject
    TestClock clock;

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
    void nothing_is_broken() {
        receiver.close();
        assertEquals(List.of(), Violations.violations(invariants));
        sql.update("delete from webhook");
    }

    @Test
    void without_a_webhook_nothing_is_written_for_any() {
        var rater = world.admitted(study, "East");
        world.judges(study, rater, 0);
        world.crowd(study, "West", 3, 1);
        states.become(Study.findById(study.id()), "paused", Actor.system());
        withdrawals.withdraw(rater.participation().id());
        assertEquals(0, waiting());
        hook(study, receiver.address(), "study.closed");
        world.judges(study, world.admitted(study, "East"), 0);
        assertEquals(0, sql.number("select count(*) from outbox"), "nobody asked for judgments");
    }

    @Test
    void what_happens_is_told_in_order_and_signed() throws IOException {
        var hook = hook(study, receiver.address() + "hooks?of=mine", words());
        world.crowd(study, "West", 3, 0);
        world.crowd(study, "East", 3, 2);
        assertEquals(
                "",
                making.make(Study.findById(study.id()), Release.How.HAND, Actor.system())
                        .refusal());
        for (String state : List.of("paused", "open", "closed")) {
            states.become(Study.findById(study.id()), state, Actor.system());
        }
        assertTrue(deliverer.deliverNext());
        assertEquals(
                List.of(
                        JUDGED,
                        JUDGED,
                        "stratum.full",
                        JUDGED,
                        JUDGED,
                        JUDGED,
                        "stratum.full",
                        JUDGED,
                        "release.made",
                        "study.paused",
                        "study.opened",
                        "study.closed"),
                receiver.events());
        long last = 0;
        for (Receiver.Got got : receiver.all()) {
            assertEquals("/hooks?of=mine", got.path());
            assertEquals("application/json", got.header("Content-Type"));
            JsonNode body = JsonMapper.builder().build().readTree(got.body());
            assertEquals(got.header("Parallax-Delivery"), body.path("id").asText());
            assertEquals(got.header("Parallax-Event"), body.path("event").asText());
            assertEquals(study.id(), body.path("study").asLong());
            assertTrue(body.path("id").asLong() > last, "ids rise: " + body);
            last = body.path("id").asLong();
            Signature signature = signed(hook, got);
            assertEquals(signature.text(), got.header("Parallax-Signature"));
        }
        assertTrue(
                receiver.all()
                        .getFirst()
                        .body()
                        .matches(".*\"data\":\\{\"item\": \\d+, \"surplus\": false, \"judgment\": \\d+,"
                                + " \"revision\": 1}}"),
                receiver.all().getFirst().body());
        assertFalse(deliverer.deliverNext(), "nothing waits any more");
        assertTrue(log(hook).stream().allMatch(one -> one.state() == Delivery.State.DELIVERED && one.tries() == 1));
    }

    private Signature signed(Webhooks.Added hook, Receiver.Got got) {
        java.time.Instant at = java.time.Instant.ofEpochSecond(Long.parseLong(got.header("Parallax-Timestamp")));
        assertTrue(Duration.between(at, clock.instant()).abs().toSeconds() < 60);
        return Signature.of(hook.secret(), at, got.body());
    }

    @Test
    void runs_are_told_when_they_end() {
        long draft = world.draft(world.twoShores("Generated", 2, 1), world.person(Role.RESEARCHER, "Ines"));
        var made = new World.OpenStudy(draft, "");
        hook(made, receiver.address(), "run.done", "run.failed");
        var nowhere = new ModelSource("none", ModelSource.Provider.ONNX, "sha256:0", "fp32", "/no/such/model", null);
        for (int n = 0; n < 2; n++) {
            runs.queue(draft, "One prompt", Prompts.read("Well?"), nowhere, Decoding.sampling(0, 1, 5, 1, 1), null);
        }
        sql.update(
                "update generation_run set state = 'cancelled' where state = 'queued' and study_id <> :draft",
                bind("draft", draft));
        var first = runs.claim("tester", ModelSource.Provider.ONNX).orElseThrow();
        var second = runs.claim("tester", ModelSource.Provider.ONNX).orElseThrow();
        runs.finish(first, "tester");
        runs.finish(first, "tester");
        assertTrue(runs.fail(second, "tester", "no such model"));
        assertTrue(deliverer.deliverNext());
        assertEquals(List.of("run.done", "run.failed"), receiver.events());
    }

    @Test
    void what_is_not_taken_is_sent_again_and_holds_up_what_comes_after_it() {
        var hook = hook(study, receiver.address(), JUDGED);
        world.crowd(study, "West", 2, 0);
        receiver.answers(500, Receiver.SILENCE, 302, 503);
        List<String> ids = log(hook).reversed().stream()
                .map(one -> Long.toString(one.id()))
                .toList();
        for (int n = 0; n < 4; n++) {
            assertTrue(deliverer.deliverNext(), "try " + n);
            assertFalse(deliverer.deliverNext(), "it is left alone for a while");
            clock.advance(Deliveries.RESTS.get(n).plusSeconds(1));
        }
        assertEquals(4, receiver.all().size());
        assertTrue(deliverer.deliverNext());
        List<String> sent = receiver.all().stream()
                .map(got -> got.header("Parallax-Delivery"))
                .toList();
        String first = ids.getFirst();
        assertEquals(List.of(first, first, first, first), sent.subList(0, 4));
        assertEquals(ids, sent.subList(4, sent.size()));
        assertEquals(5, log(hook).getLast().tries());
        assertTrue(
                receiver.all().stream().noneMatch(got -> got.path().equals("/elsewhere")), "no redirect is followed");
        assertEquals(
                0, webhooks.find(study.id(), hook.id()).orElseThrow().standing().failures());
    }

    @Test
    void a_receiver_that_takes_nothing_for_days_pauses_its_webhook() {
        var hook = hook(study, receiver.address(), JUDGED);
        world.crowd(study, "West", 1, 0);
        receiver.answers(IntStream.range(0, 10).mapToObj(n -> 500).toArray(Integer[]::new));
        for (int n = 0; n < 10; n++) {
            assertTrue(deliverer.deliverNext(), "try " + n);
            clock.advance(Duration.ofHours(25));
        }
        assertFalse(deliverer.deliverNext());
        Webhook paused = webhooks.find(study.id(), hook.id()).orElseThrow();
        assertEquals(
                "it answered 500, and before it 9 tries failed in a row",
                paused.standing().reason());
        assertTrue(paused.isPaused());
        Delivery given = log(hook).getLast();
        assertEquals(Delivery.State.FAILED, given.state());
        assertEquals(10, given.tries());
        world.judges(study, world.admitted(study, "East"), 0);
        assertFalse(deliverer.deliverNext(), "what happens meanwhile waits");
        assertTrue(webhooks.replay(study.id(), hook.id(), given.id(), Actor.system()));
        assertTrue(webhooks.resume(study.id(), hook.id(), Actor.system()));
        int before = receiver.all().size();
        assertTrue(deliverer.deliverNext());
        List<String> rest = receiver.all().stream()
                .skip(before)
                .map(got -> got.header("Parallax-Delivery"))
                .toList();
        assertEquals(Long.toString(given.id()), rest.getFirst(), "and it begins with the oldest");
        assertEquals(0, webhooks.find(study.id(), hook.id()).orElseThrow().waiting());
    }

    @Test
    void a_receiver_that_is_gone_for_good_says_so() {
        var hook = hook(study, receiver.address(), JUDGED);
        world.crowd(study, "West", 1, 0);
        receiver.answers(410);
        assertTrue(deliverer.deliverNext());
        assertEquals(
                "it answered 410",
                webhooks.find(study.id(), hook.id()).orElseThrow().standing().reason());
    }

    @Test
    void a_process_that_died_in_the_middle_loses_nothing_and_no_two_send_at_once() throws InterruptedException {
        var hook = hook(study, receiver.address(), JUDGED);
        world.crowd(study, "West", 3, 0);
        // it sent the first event, and died before it could note so
        Deliveries.Turn dead = deliveries.claim("dead").orElseThrow();
        Delivery first = deliveries.next(dead).orElseThrow();
        assertFalse(deliverer.deliverNext(), "its webhook is its own for a while");
        clock.advance(Duration.ofMinutes(1));
        var together = new CountDownLatch(1);
        List<Thread> several = IntStream.range(0, 4)
                .mapToObj(n -> Thread.ofVirtual().start(() -> {
                    try {
                        together.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    deliverer.deliverNext();
                }))
                .toList();
        together.countDown();
        for (Thread one : several) {
            one.join();
        }
        List<Long> sent = receiver.all().stream()
                .map(got -> Long.valueOf(got.header("Parallax-Delivery")))
                .toList();
        assertEquals(log(hook).reversed().stream().map(Delivery::id).toList(), sent);
        assertEquals(first.id(), sent.getFirst());
        // were it alive after all, and heard only now that nothing was taken, it would change nothing
        deliveries.keep(dead, first, Answer.of(500));
        assertTrue(log(hook).stream().allMatch(one -> one.state() == Delivery.State.DELIVERED));
        assertEquals(
                0, webhooks.find(study.id(), hook.id()).orElseThrow().standing().failures());
    }

    @Test
    void one_that_is_silent_holds_up_no_other() throws IOException {
        hook(study, receiver.address(), JUDGED);
        try (var quick = new Receiver()) {
            hook(study, quick.address(), JUDGED);
            receiver.answers(Receiver.SILENCE);
            world.crowd(study, "West", 1, 0);
            assertTrue(deliverer.deliverNext());
            assertTrue(deliverer.deliverNext());
            assertEquals(1, quick.all().size());
            assertEquals(1, receiver.all().size());
        }
    }

    @Test
    void nothing_of_a_rater_who_withdraws_is_kept_or_sent() {
        var hook = hook(study, receiver.address(), JUDGED, "judgments.erased");
        var rater = world.admitted(study, "East");
        world.judges(study, rater, 0);
        assertTrue(deliverer.deliverNext());
        world.judges(study, rater, 0);
        world.judges(study, world.admitted(study, "West"), 0);
        withdrawals.withdraw(rater.participation().id());
        assertEquals(
                List.of("judgments.erased", JUDGED),
                log(hook).stream().map(one -> one.told().event()).toList());
        assertTrue(deliverer.deliverNext());
        assertEquals(List.of(JUDGED, JUDGED, "judgments.erased"), receiver.events());
        assertTrue(
                receiver.all().getLast().body().endsWith("\"data\":{}}"),
                receiver.all().getLast().body());
    }

    @Test
    void the_log_is_kept_for_a_month() {
        var hook = hook(study, receiver.address(), JUDGED);
        world.crowd(study, "West", 1, 0);
        assertTrue(deliverer.deliverNext());
        clock.advance(Deliveries.KEPT.minusDays(1));
        deliveries.forget();
        assertEquals(1, log(hook).size());
        clock.advance(Duration.ofDays(2));
        deliveries.forget();
        assertEquals(List.of(), log(hook));
    }

    @Test
    void secrets_lie_sealed_and_differ() {
        var secrets = new HashSet<String>();
        for (int n = 0; n < 3; n++) {
            secrets.add(hook(study, receiver.address(), JUDGED).secret());
        }
        assertEquals(3, secrets.size());
        sql.list(
                        row -> new String(row.getBytes(1), java.nio.charset.StandardCharsets.ISO_8859_1),
                        "select sealed_secret from webhook")
                .forEach(stored -> assertTrue(secrets.stream().noneMatch(stored::contains)));
    }

    private static String[] words() {
        return WebhookEvent.offered().stream().map(WebhookEvent::word).toArray(String[]::new);
    }

    private Webhooks.Added hook(World.OpenStudy of, String url, String... events) {
        var draft = new WebhookDraft(url, Arrays.stream(events).collect(Collectors.toSet()));
        assertEquals(Map.of(), webhooks.faults(of.id(), draft));
        return webhooks.add(of.id(), draft, Actor.system());
    }

    private List<Delivery> log(Webhooks.Added hook) {
        return deliveries.of(
                sql.number("select study_id from webhook where id = :id", bind("id", hook.id())),
                hook.id(),
                Long.MAX_VALUE,
                1_000);
    }

    private long waiting() {
        return sql.number("select count(*) from outbox");
    }
}

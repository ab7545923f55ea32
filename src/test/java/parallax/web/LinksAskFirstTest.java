package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.dataset.exports.DatasetJob;
import parallax.durability.HoldsInvariants;
import parallax.identity.Actor;
import parallax.identity.OneTimeLink;
import parallax.identity.Role;
import parallax.rater.Admission;
import parallax.rater.OwnCodes;
import parallax.store.PostgresResource;
import parallax.stories.World;
import parallax.study.Signal;
import parallax.withdrawal.Withdrawals;

/// A link can be followed by anybody: by a person, by a program that looks at what is in a message, by a page of
/// somebody else's. So following one changes nothing, whoever does it, but for what is named here with its
/// reason; and what a link or a code opens is over once it was used or another took its place.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class LinksAskFirstTest extends HoldsInvariants {
    /// @param endpoints where it is so, as a pattern
    /// @param changes tables that get rows, and columns that get values
    private record Named(String endpoints, Set<String> changes, String reason) {}

    private static final List<Named> EXCEPTIONS = List.of(
            new Named(
                    "GET .*",
                    Set.of("account_session.last_seen_at", "participation.last_seen_at"),
                    "when somebody was last here, by which sessions end"),
            new Named(
                    "GET /s/\\{code}",
                    Set.of("arrival_count.arrivals"),
                    "one more who came from a panel today, and nothing of who it was"),
            new Named(
                    "GET /s/\\{code}/(rate|items/\\{assignment}/next)",
                    Set.of("assignment", "seat.leased"),
                    "a rater's next item is held for them while they go there; unopened it goes back by itself"),
            new Named(
                    "GET /s/\\{code}/items/\\{assignment}",
                    Set.of("assignment.opened_at"),
                    "the clock of an item begins when its rater sees it"),
            new Named(
                    "GET /s/\\{code}/(about-you|my-data)",
                    Set.of("participation.own_code_mac"),
                    "a rater's own code, by which it is found once it was shown to them"),
            new Named(
                    "GET (/api/v1)?/studies/\\{id}.*",
                    Set.of("analysis_run", "estimate"),
                    "figures that are behind are worked out anew from what is stored"),
            new Named(
                    "GET (/api/v1)?/studies/\\{id}/.*",
                    Set.of("audit_entry"),
                    "who took which rows about people along, or looked up whom a panel sent"));

    @Inject
    World world;

    @Inject
    OneTimeLink links;

    @Inject
    Admission admission;

    @Inject
    OwnCodes ownCodes;

    @Inject
    Withdrawals withdrawals;

    @Inject
    DatasetJob datasets;

    private World.OpenStudy study = new World.OpenStudy(0, "");
    private long draft;
    private String item = "";
    private World.Person olga = new World.Person(0, "", "");
    private Browserless owner = Browserless.anonymous();

    @BeforeEach
    void a_study_in_which_everything_can_be_looked_at() {
        olga = world.person(Role.OWNER, "Olga");
        owner = Browserless.anonymous().holding("session", olga.session());
        study = world.openLooking(
                world.twoShores("Looked at", 500, 4),
                Map.of(Signal.PANEL_FLAG, 1.0),
                "One.",
                "Two.",
                "Three.",
                "Four.",
                "Five.");
        draft = world.draft(world.twoShores("Not yet", 5, 2), olga);
    }

    @Test
    void no_link_that_anybody_follows_changes_what_is_stored() {
        String place = "/api/v1/studies/" + study.id();
        world.crowd(study, "East", 2, 1);
        made(201, place + "/exclusions", "{\"name\": \"flagged\", \"conditions\": {\"panelFlag\": 1}}");
        made(202, place + "/exports", "{\"form\": \"csv\"}");
        made(202, place + "/analyses", "{}");
        made(201, place + "/webhooks", "{\"url\": \"https://hooks.example/\", \"events\": [\"study.closed\"]}");
        made(201, place + "/releases", "{}");
        while (datasets.runNext()) {}
        owner.get("/studies/" + study.id());
        assertEquals(
                303,
                owner.upload(
                                "/studies/" + draft + "/design/uploads",
                                "two.csv",
                                "id,response\na,One.\nb,Two.\n".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .statusCode());
        var watch = new Watch();
        raters().forEach((who, browser) -> watch.follows(who, browser, "GET /s/"));
        withOrWithoutAccount().forEach((who, browser) -> watch.follows(who, browser, "GET /"));
        assertEquals(new TreeSet<>(), watch.changed);
        var named = new TreeSet<String>();
        EXCEPTIONS.forEach(
                exception -> exception.changes().forEach(change -> named.add(exception.endpoints() + " " + change)));
        assertEquals(named, watch.taken, "exceptions that are none");
        assertTrue(watch.answered.size() > 90, watch.answered::toString);
    }

    /// Looks at the whole store before and after each request.
    private final class Watch {
        private final Set<String> changed = new TreeSet<>();
        private final Set<String> taken = new TreeSet<>();
        private final Set<String> answered = new TreeSet<>();
        private StoreSnapshot before = StoreSnapshot.of(sql);

        /// @param beginning of the endpoints that they go to; what only a rater's cookie opens lies below `/s/`
        void follows(String who, Browserless browser, String beginning) {
            seenLongAgo();
            Endpoints.all().stream()
                    .filter(endpoint -> endpoint.startsWith(beginning))
                    .forEach(endpoint ->
                            addresses(endpoint).forEach(address -> follows(who, browser, endpoint, address)));
        }

        private void follows(String who, Browserless browser, String endpoint, String address) {
            if (StoreSnapshot.written(sql) != before.written()) {
                before = StoreSnapshot.of(sql);
            }
            int status = browser.get(address).statusCode();
            assertTrue(status < 500, who + " " + address + ": " + status);
            if (status == 200) {
                answered.add(endpoint);
            }
            if (StoreSnapshot.written(sql) != before.written()) {
                StoreSnapshot after = StoreSnapshot.of(sql);
                before.differences(after).forEach(change -> note(endpoint, change, who));
                before = after;
            }
        }

        private void note(String endpoint, String change, String who) {
            List<String> named = EXCEPTIONS.stream()
                    .filter(e -> endpoint.matches(e.endpoints()) && e.changes().contains(change))
                    .map(e -> e.endpoints() + " " + change)
                    .toList();
            taken.addAll(named);
            if (named.isEmpty()) {
                changed.add(endpoint + " changes " + change + " for " + who);
            }
        }
    }

    private void made(int status, String address, String body) {
        var answer = owner.postJson(address, body);
        assertEquals(status, answer.statusCode(), answer::asString);
    }

    /// Everybody was last here a while ago, so that it is noted when they are again.
    private void seenLongAgo() {
        var then = bind("then", clock.instant().minus(Duration.ofMinutes(5)));
        sql.update("update account_session set last_seen_at = :then where last_seen_at > :then", then);
        sql.update(
                "update participation set last_seen_at = :then where last_seen_at > :then and study_id = :study",
                then,
                bind("study", study.id()));
    }

    /// Known by a cookie of the study.
    private Map<String, Browserless> raters() {
        var people = new LinkedHashMap<String, Browserless>();
        people.put("who has agreed", here(world.consented(study).session()));
        people.put(
                "who has said who they are", here(world.admitted(study, "East").session()));
        World.Rater rates = world.admitted(study, "East");
        world.judges(study, rates, 0);
        item = world.item(study, rates);
        people.put("the rater of the item", here(world.session(rates)));
        people.put("who sits at another device with their panel id", fromPanel("known"));
        World.Rater gone = world.admitted(study, "West");
        withdrawals.withdraw(gone.participation().id());
        people.put("who withdrew", here(gone.session()));
        return people;
    }

    private Map<String, Browserless> withOrWithoutAccount() {
        var people = new LinkedHashMap<String, Browserless>();
        people.put("nobody", Browserless.anonymous());
        World.Person rater = world.person(Role.RATER, "Rita");
        Browserless.anonymous()
                .holding("session", rater.session())
                .post("/s/" + study.code() + "/consent", Map.of("agree", "yes"));
        people.put(
                "who is signed in at another device", Browserless.anonymous().holding("session", world.session(rater)));
        for (Role role : List.of(Role.RESEARCHER, Role.ANALYST)) {
            World.Person member = world.person(role, role.word());
            world.share(study, member, role, role == Role.RESEARCHER);
            people.put(role.word(), Browserless.anonymous().holding("session", member.session()));
        }
        people.put(
                "a researcher of another study",
                Browserless.anonymous()
                        .holding(
                                "session",
                                world.person(Role.RESEARCHER, "Stranger").session()));
        people.put("an owner", owner);
        return people;
    }

    private Browserless here(String session) {
        return Browserless.anonymous().holding("rater-" + study.code(), session);
    }

    /// Somebody began elsewhere; this browser holds nothing but that the panel named the same id.
    private Browserless fromPanel(String id) {
        Browserless.anonymous()
                .holding("arrival-" + study.code(), arrival(id))
                .post("/s/" + study.code() + "/consent", Map.of("agree", "yes"));
        return Browserless.anonymous().holding("arrival-" + study.code(), arrival(id));
    }

    private String arrival(String id) {
        return Browserless.anonymous().get("/s/" + study.code() + panel(id)).cookie("arrival-" + study.code());
    }

    private static String panel(String id) {
        return "?PROLIFIC_PID=" + id + "&STUDY_ID=s&SESSION_ID=visit";
    }

    private List<String> addresses(String endpoint) {
        String address = endpoint.substring(4)
                .replace("{code}", study.code())
                .replace("{assignment}", item.substring(item.lastIndexOf('/') + 1))
                .replace("{layout}", "long")
                .replace("{name}", "flagged")
                .replace("{number}", "1")
                .replace("{analysis}", newest("analysis_run"))
                .replace("{dataset}", newest("export_run"))
                .replace("{export}", newest("export_run"))
                .replace("{upload}", newest("item_upload"))
                .replace("{webhook}", newest("webhook"));
        if (address.contains("{token}")) {
            return List.of(
                    address.replace(
                            "{token}",
                            links.forPassword(olga.id(), Actor.system()).text()),
                    address.replace("{token}", deviceLink()));
        }
        if (address.equals("/s/" + study.code())) {
            return List.of(address, address + panel("new"), address + panel("known"));
        }
        var of = new ArrayList<String>();
        for (long id : address.contains("{id}") ? List.of(study.id(), draft) : List.of(study.id())) {
            String first = Long.toString(
                    sql.number("select coalesce(min(id), 0) from item where study_id = :study", bind("study", id)));
            of.add(address.replace("{id}", Long.toString(id)).replace("{item}", first));
        }
        assertTrue(of.stream().noneMatch(one -> one.contains("{")), of.toString());
        return of;
    }

    private String newest(String table) {
        return Long.toString(sql.number("select coalesce(max(id), 0) from " + table));
    }

    private String deviceLink() {
        String page = owner.post("/account/sessions/device-link", Map.of()).asString();
        return Browserless.found(java.util.regex.Pattern.compile("/sign-in/device/([A-Za-z0-9_-]+)"), page);
    }

    /// Welcome links and links for a browser, each looked at first, used once, and overtaken by the next.
    @Test
    void a_link_is_over_once_it_was_used_or_a_newer_one_was_made() {
        sql.update("delete from sign_in_failure");
        World.Person ines = world.person(Role.RESEARCHER, "Ines");
        Map<String, String> chosen = Map.of("password", "a new and longer password");
        String old = "/welcome/" + links.forPassword(ines.id(), Actor.system()).text();
        String newer =
                "/welcome/" + links.forPassword(ines.id(), Actor.system()).text();
        assertEquals(List.of(404, 404), List.of(looked(old), sent(old, chosen)));
        assertEquals(
                List.of(200, 303, 410, 410),
                List.of(looked(newer), sent(newer, chosen), looked(newer), sent(newer, chosen)));
        String before = "/sign-in/device/" + deviceLink();
        String after = "/sign-in/device/" + deviceLink();
        assertEquals(List.of(410, 410), List.of(looked(before), sent(before, Map.of())));
        assertEquals(
                List.of(200, 303, 410, 410),
                List.of(looked(after), sent(after, Map.of()), looked(after), sent(after, Map.of())));
    }

    private static int looked(String address) {
        return Browserless.anonymous().get(address).statusCode();
    }

    private static int sent(String address, Map<String, String> form) {
        return Browserless.anonymous().post(address, form).statusCode();
    }

    /// What a rater's browser holds is over once they went on elsewhere or left, and their own code with what it
    /// opened: it opens nothing of who withdrew.
    @Test
    void a_raters_session_is_over_once_they_went_on_elsewhere_or_left_and_their_code_once_they_withdrew() {
        World.Rater rater = world.admitted(study, "East");
        world.judges(study, rater, 0);
        String code = ownCodes.of(rater.participation());
        String way = "/s/" + study.code();
        Browserless first = here(rater.session());
        assertEquals(200, first.get(way + "/my-data").statusCode());
        assertEquals(200, Browserless.anonymous().get(way + "/return").statusCode());
        assertEquals(200, first.get(way + "/my-data").statusCode(), "looking at the way back ends nothing");

        Browserless second = here(goneOn(way, code));
        assertEquals(404, first.get(way + "/my-data").statusCode());
        assertEquals(200, second.get(way + "/my-data").statusCode());

        second.post(way + "/exit", Map.of());
        assertEquals(404, second.get(way + "/my-data").statusCode());
        Browserless third = here(goneOn(way, code));
        assertEquals(200, third.get(way + "/my-data").statusCode());

        withdrawals.withdraw(rater.participation().id());
        assertEquals(
                422,
                Browserless.anonymous()
                        .post(way + "/return", Map.of("code", code))
                        .statusCode());
        assertTrue(third.get(way + "/my-data").statusCode() != 200);
    }

    private String goneOn(String way, String code) {
        var answer = Browserless.anonymous().post(way + "/return", Map.of("code", code));
        assertEquals(303, answer.statusCode(), answer::asString);
        return answer.cookie("rater-" + study.code());
    }
}

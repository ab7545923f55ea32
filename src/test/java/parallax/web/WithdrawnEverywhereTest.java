package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.assignment.Assignment;
import parallax.assignment.Drafts;
import parallax.assignment.ProblemReports;
import parallax.assignment.Skips;
import parallax.durability.HoldsInvariants;
import parallax.identity.Actor;
import parallax.identity.Role;
import parallax.item.AttentionItems;
import parallax.rater.Admission;
import parallax.rater.Corrections;
import parallax.rater.Demographics;
import parallax.rater.Participation;
import parallax.rater.Participations;
import parallax.signal.PanelFlags;
import parallax.store.PostgresResource;
import parallax.stories.World;
import parallax.study.InsertionPlans;
import parallax.study.Insertions;
import parallax.study.Populations;
import parallax.study.Rubrics;
import parallax.study.Signal;
import parallax.study.StoredQuestion;
import parallax.study.WatchedSignals;
import parallax.withdrawal.Withdrawals;

/// Somebody of whom everything is kept that can be kept withdraws. Where to look is read from the schema and
/// from the compiled resources, not listed: a table or an address that is added later is looked at from its
/// first day.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class WithdrawnEverywhereTest extends HoldsInvariants {
    private static final String WORDS = "the-isle-of-somebody-who-goes";
    /// What stays: that somebody was there, withdrew, and is not to come again.
    private static final List<String> TRACES = List.of("participation", "withdrawal");

    @Inject
    World world;

    @Inject
    Admission admission;

    @Inject
    Corrections corrections;

    @Inject
    Populations populations;

    @Inject
    AttentionItems attention;

    @Inject
    InsertionPlans plans;

    @Inject
    WatchedSignals watched;

    @Inject
    PanelFlags flags;

    @Inject
    Drafts drafts;

    @Inject
    Skips skips;

    @Inject
    ProblemReports problems;

    @Inject
    Rubrics rubrics;

    @Inject
    Withdrawals withdrawals;

    private World.OpenStudy study = new World.OpenStudy(0, "");
    private Browserless owner = Browserless.anonymous();
    private Browserless own = Browserless.anonymous();

    @BeforeEach
    void a_study_that_looks_at_everything() {
        var olga = world.person(Role.OWNER, "Olga");
        owner = Browserless.anonymous().holding("session", olga.session());
        long draft = world.draft(world.twoShores("Everything is kept", 50, 9), olga);
        for (int i = 0; i < 12; i++) {
            world.item(draft, i, "item-" + i, "", "Is that a good idea?", "Reply " + i + ".");
        }
        StoredQuestion first = rubrics.ofStudy(draft).asked().findFirst().orElseThrow();
        var expected = new AttentionItems.Expected(first.id(), 0);
        for (String reply : List.of("Choose the first.", "The first, please.")) {
            attention.add(
                    draft,
                    new AttentionItems.Draft(AttentionItems.Kind.INSTRUCTED, "", reply, expected),
                    Actor.system());
        }
        plans.set(draft, new Insertions(4, 4, 1), Actor.system());
        watched.set(
                draft,
                Map.of(Signal.ATTENTION, 1.0, Signal.DUPLICATE_DEVICE, 1.0, Signal.PANEL_FLAG, 1.0),
                Actor.system());
        study = world.published(draft);
        String api = "/api/v1/studies/" + draft;
        assertEquals(
                204,
                owner.putJson(api + "/terms", "{\"conditions\": {\"demographicsMayChange\": true}}")
                        .statusCode());
        assertEquals(
                201,
                owner.postJson(api + "/exclusions", "{\"name\": \"flagged\", \"conditions\": {\"panelFlag\": 1}}")
                        .statusCode());
    }

    @Test
    void nothing_of_them_is_left_in_any_column_of_any_table() {
        takesPart("beside");
        Map<String, String> before = everyTable();
        Participation rater = takesPart("goes");
        lookEverywhere();
        Map<String, String> where = rowsOf(rater);
        where.forEach((table, condition) -> assertTrue(
                TRACES.contains(table) || rows(table, condition) > 0,
                table + " can hold something of a rater, and the person of this story has nothing there: add it"));
        List<String> marks = marks(where, before);
        assertTrue(marks.size() > 20, marks.toString());

        withdrawals.withdraw(rater.id());
        lookEverywhere();

        where.forEach((table, condition) -> assertTrue(
                TRACES.contains(table) || rows(table, condition) == 0, "a row of theirs is left in " + table));
        var left = new TreeMap<String, String>();
        everyTable()
                .forEach((table, content) ->
                        marks.stream().filter(content::contains).forEach(mark -> left.put(table, mark)));
        assertEquals(Map.of(), left);
    }

    @Test
    void nothing_of_them_is_left_on_any_page_in_the_api_in_exports_or_in_caches() {
        Participation rater = takesPart("goes");
        List<String> marks = List.of(rater.pseudonym(), WORDS, "panel-goes-" + study.id(), "problem of goes");
        Map<String, String> before = lookEverywhere();
        for (String mark : marks) {
            assertTrue(before.values().stream().anyMatch(page -> page.contains(mark)), mark + " is seen somewhere");
        }
        withdrawals.withdraw(rater.id());
        var left = new TreeSet<String>();
        lookEverywhere()
                .forEach((address, page) ->
                        marks.stream().filter(page::contains).forEach(mark -> left.add(address + " shows " + mark)));
        assertEquals(new TreeSet<>(), left);
        String everybody =
                owner.get("/api/v1/studies/" + study.id() + "/distributions").asString();
        assertFalse(everybody.contains("\"nRaters\":1"), everybody);
    }

    /// What the page calls everything that is kept of them holds all that they said, wrote and chose, in whichever
    /// table it lies, and what the panel calls them.
    @Test
    void whatever_they_gave_is_theirs_to_see_and_to_take_along() {
        takesPart("goes");
        String at = "/s/" + study.code() + "/my-data";
        String page = own.get(at).asString();
        var json = own.get(at + "/my-data.json");
        for (String given :
                List.of(WORDS, "another " + WORDS, "note of goes", "problem of goes", "panel-goes-" + study.id())) {
            assertTrue(page.contains(given), given + " on the page");
            assertTrue(json.asString().contains(given), given + " in the file");
        }
        assertEquals("panel-goes-" + study.id(), json.path("sentBy.id"));
        assertEquals(1, json.<List<?>>path("passedOver").size());
        assertEquals(1, json.<List<?>>path("notSubmitted[0].answers").size());
        assertEquals(List.of(), json.path("replaced"));
    }

    /// In a browser of their own, from a panel, through everything that a study can ask, up to the
    /// middle of an item.
    private Participation takesPart(String name) {
        String panelId = "panel-" + name + "-" + study.id();
        var browser = Browserless.anonymous();
        String arrival = "arrival-" + study.code();
        browser.holding(
                arrival,
                browser.get("/s/" + study.code() + "?PROLIFIC_PID=" + panelId + "&STUDY_ID=s&SESSION_ID=visit-"
                                + panelId)
                        .cookie(arrival));
        browser.post("/s/" + study.code() + "/consent", Map.of("agree", "yes"));
        var origin = Participations.Origin.panel("Prolific", panelId, null);
        Participation rater = admission.admit(
                participations.known(study.id(), origin).orElseThrow().id(),
                said(name.equals("goes") ? WORDS : "isle"));
        assertTrue(corrections.correct(rater.id(), said("another " + (name.equals("goes") ? WORDS : "isle"))));
        for (int i = 0; i < 6; i++) {
            world.judges(study, new World.Rater(rater, ""), name.equals("goes") ? i % 3 : 0);
        }
        assertTrue(skips.skip(held(rater), Skips.Reason.OTHER, "note of " + name));
        long question =
                rubrics.ofStudy(study.id()).asked().findFirst().orElseThrow().id();
        drafts.keep(held(rater), Drafts.Page.ITEM, question, Drafts.Draft.one(1), 1);
        sql.update(
                "insert into how_written (judgment_id, question_id, pastes) "
                        + "select max(id), :question, 1 from judgment where participation_id = :rater",
                bind("question", question),
                bind("rater", rater.id()));
        assertTrue(problems.report(held(rater), ProblemReports.Reason.OTHER, "problem of " + name));
        assertEquals(List.of(), flags.set(study.id(), List.of(rater.pseudonym()), true, Actor.system()));
        String onAnotherDevice = world.session(new World.Rater(rater, ""));
        own = Browserless.anonymous().holding("rater-" + study.code(), onAnotherDevice);
        return rater;
    }

    private Assignment held(Participation rater) {
        return assignments.current(rater.id()).orElseThrow();
    }

    private Demographics said(String words) {
        long shore = populations.axes(study.id()).getFirst().id();
        return new Demographics(List.of(new Demographics.Said(shore, List.of(Demographics.Value.ownWords(words)))));
    }

    /// Every address that is read, as an owner and the rater themselves see it, so that whatever is kept of a
    /// page is kept.
    private Map<String, String> lookEverywhere() {
        var seen = new LinkedHashMap<String, String>();
        for (String endpoint : Endpoints.all()) {
            if (endpoint.startsWith("GET ") && endpoint.contains("/studies/{id}")) {
                for (String address : addresses(endpoint.substring(4))) {
                    seen.put(address, owner.get(address).asString());
                }
            }
        }
        for (String endpoint : Endpoints.all()) {
            if (endpoint.startsWith("GET /s/{code}") && !endpoint.contains("{assignment}")) {
                String address = endpoint.substring(4).replace("{code}", study.code());
                seen.put(address, own.get(address).asString());
            }
        }
        assertTrue(seen.size() > 40, seen.keySet().toString());
        return seen;
    }

    private List<String> addresses(String pattern) {
        String address = pattern.replace("{id}", Long.toString(study.id())).replace("{name}", "flagged");
        if (address.contains("{layout}")) {
            return List.of(address.replace("{layout}", "long"));
        }
        if (address.contains("{item}")) {
            return sql.list(
                    row -> address.replace("{item}", Long.toString(row.getLong(1))),
                    "select id from item where study_id = :study",
                    bind("study", study.id()));
        }
        return List.of(address.replaceAll("\\{\\w+}", "1"));
    }

    // --- where a rater can be, by the schema's own foreign keys

    private record Reference(String child, String columns, String parent, String keys) {}

    /// The tables in which rows can belong to a rater, each with the condition by which these are
    /// theirs.
    private Map<String, String> rowsOf(Participation rater) {
        List<Reference> references = sql.list(
                row -> new Reference(
                        row.getString("child"),
                        row.getString("columns"),
                        row.getString("parent"),
                        row.getString("keys")),
                """
                select c.conrelid::regclass::text as child, c.confrelid::regclass::text as parent,
                    (select string_agg(a.attname, ', ' order by k.n) from unnest(c.conkey) with ordinality as k (id, n)
                     join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.id) as columns,
                    (select string_agg(a.attname, ', ' order by k.n) from unnest(c.confkey) with ordinality as k (id, n)
                     join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.id) as keys
                from pg_constraint c where c.contype = 'f' and c.connamespace = 'public'::regnamespace""");
        var where = new LinkedHashMap<String, String>();
        where.put("participation", "id = " + rater.id());
        var open = new ArrayDeque<>(List.of("participation"));
        while (!open.isEmpty()) {
            String parent = open.remove();
            for (Reference reference : references) {
                if (reference.parent().equals(parent) && !where.containsKey(reference.child())) {
                    where.put(
                            reference.child(),
                            "(" + reference.columns() + ") in (select " + reference.keys() + " from " + parent
                                    + " where " + where.get(parent) + ")");
                    open.add(reference.child());
                }
            }
        }
        return where;
    }

    private long rows(String table, String condition) {
        return sql.number("select count(*) from " + table + " where " + condition);
    }

    /// Whatever stands in their rows and stood nowhere before they came.
    private List<String> marks(Map<String, String> where, Map<String, String> before) {
        var marks = new ArrayList<String>();
        where.forEach((table, condition) -> sql
                .list(
                        row -> row.getString(1),
                        "select e.value from " + table
                                + " t, jsonb_each_text(to_jsonb(t)) e where length(e.value) >= 8 and " + condition)
                .stream()
                .map(value -> value.startsWith("\\x") ? value.substring(2) : value)
                .filter(value -> !value.matches("\\d+|\\d{4}-\\d\\d-\\d\\dT.*"))
                .filter(value -> before.values().stream().noneMatch(content -> content.contains(value)))
                .forEach(marks::add));
        return marks;
    }

    private Map<String, String> everyTable() {
        var content = new TreeMap<String, String>();
        for (String table : sql.list(
                row -> row.getString(1),
                "select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'")) {
            content.put(
                    table,
                    sql.one(
                            row -> row.getString(1),
                            "select coalesce(string_agg(t::text, ' '), '') from " + table + " t"));
        }
        return content;
    }
}

package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import parallax.dataset.items.ItemUploads;
import parallax.identity.Actor;
import parallax.identity.OneTimeLink;
import parallax.identity.Role;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.HostileText;
import parallax.stories.World;
import parallax.study.Signal;

/// Every field of every form is given everything that does not belong there: the answer is a page that
/// says so, or the text is taken as text. It is never a failure of ours, and nothing is half done.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class FormsTest {
    /// The HTTP server refuses addresses of more than 4096 characters before any page is asked.
    private static final int LONGEST_IN_ADDRESS = 1_000;

    private static final List<String> CORPUS = List.of(
            "",
            " ",
            "x".repeat(20_000),
            "\u0000",
            "a\u0000b@c.example",
            "\u0001\u0007\u001b[31m",
            "\u202Ereversed\u202C\u200B\uFEFF",
            "\uD83D\uDE00 ſtraße İ ﷽",
            "-1",
            "0",
            "1e99",
            "NaN",
            "Infinity",
            "9223372036854775808",
            "2147483648",
            "99999999999999999999999999",
            "1.5",
            "٣",
            "0x10",
            "null",
            "true",
            "{\"a\":[1]}",
            "[]",
            "' or 1=1; drop table judgment; --",
            "../../../../etc/passwd",
            "%00%0d%0aSet-Cookie: a=b",
            "\r\nSet-Cookie: a=b",
            "http://127.0.0.1:5432/",
            "file:///etc/passwd",
            HostileText.everything());

    private static final Map<String, String> MAPPING =
            Map.of("item", "0", "context", "1", "response", "2", "gold", "", "step", "look");

    @Inject
    World world;

    @Inject
    OneTimeLink links;

    @Inject
    ItemUploads uploads;

    @Inject
    Sql sql;

    @Test
    void staff_forms_answer_anything_with_a_clear_no_or_take_it_as_text() {
        var owner = world.person(Role.OWNER, "Olga");
        var study = world.openLooking(world.twoShores("Forms", 5, 2), Map.of(Signal.SPEED, 0.2), "One.", "Two.");
        long draft = world.draft(world.twoShores("Drafts", 5, 2), owner);
        String at = "/studies/" + study.id() + "/design/";
        var forms = new LinkedHashMap<String, Map<String, String>>();
        forms.put("/accounts", Map.of("email", "a@b.example", "displayName", "A", "role", "rater"));
        forms.put("/installation", Map.of("leastGroup", "1"));
        forms.put("/account/api-keys", Map.of("name", "A", "scope", "read"));
        forms.put("/studies/new", newStudy());
        forms.put(
                "/studies/" + draft + "/design/runs",
                fields("model=none source=own prompts=Well? samples=1 temperature=1 topP=1 maxTokens=5 seed=1"));
        forms.put("/studies/" + draft + "/design/uploads", Map.of("file", "no file"));
        forms.putAll(PlanForms.of(study.id(), draft));
        forms.put("/studies/" + draft + "/design/uploads/" + upload(draft, owner), MAPPING);
        forms.put(
                "/studies/" + study.id() + "/analyses",
                Map.of(
                        "axis",
                        "shore",
                        "topic",
                        "Everyday advice",
                        "permutations",
                        "0",
                        "bootstrap",
                        "0",
                        "seed",
                        "1"));
        forms.put(
                "/studies/" + draft + "/signals", Map.of("signal", "speed", "speedFrom", "0.2", "attentionFrom", "1"));
        forms.put(
                "/studies/" + draft + "/attention",
                Map.of("kind", "factual", "message", "", "reply", "Choose No.", "expected", "none"));
        forms.put(
                "/studies/" + draft + "/attention/rates",
                Map.of("attentionEvery", "5", "repeatEvery", "0", "repeatAfter", "3"));
        forms.put("/studies/" + study.id() + "/signals/panel-flags", Map.of("ids", "nobody"));
        forms.put(
                "/studies/" + study.id() + "/exclusions",
                Map.of("name", "careless", "signal", "speed", "speedFrom", "0.3", "needs", "any"));
        forms.put("/studies/" + study.id() + "/webhooks", Map.of("url", "https://hooks.example/", "event", "ping"));
        forms.put("/studies/" + study.id() + "/exclusions/effect", Map.of("signal", "speed", "speedFrom", "0.3"));
        forms.put(at + "state", Map.of("state", "closed-not"));
        forms.put(at + "members", Map.of("email", "a@b.example", "role", "analyst", "mayExport", "yes"));
        var client = Browserless.anonymous().holding("session", owner.session());
        var wrong = new ArrayList<String>();
        forms.forEach((address, fields) -> attack(client, address, fields, wrong));
        assertEquals(List.of(), wrong);
        client.post("/installation", Map.of("leastGroup", "1"));
        assertEquals(0, sql.number("select count(*) from account where email like '%' || chr(7) || '%'"));
    }

    private long upload(long draft, World.Person owner) {
        byte[] content = "id,prompt,reply\n1,Well?,Well.\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return uploads.keep(draft, HostileText.everything(), content, owner.id());
    }

    @Test
    void every_fault_is_said_at_once_beside_its_field_and_what_was_typed_is_kept() {
        var client = Browserless.anonymous()
                .holding("session", world.person(Role.OWNER, "Olga").session());
        var fields = new HashMap<>(newStudy());
        fields.putAll(
                Map.of("title", " ", "minutes", "1e2", "raters", "1000001", "screenOutUrl", "http://panel.example"));
        fields.putAll(Map.of("stratify", "age", "purpose", "Kept as typed"));
        beside(
                client.post("/studies/new", fields),
                Map.of(
                        "title", "A study needs a title of 1 to 200 characters.",
                        "minutes", "The time it takes must be a whole number from 1 to 1000.",
                        "raters", "Raters per stratum must be a whole number from 1 to 1000000.",
                        "screenOutUrl",
                                "A panel&#39;s address must begin with https:// and have at most 498 characters.",
                        "stratify", "Raters can be recruited by an axis only if they are asked about it: tick “age”."),
                ">Kept as typed</textarea>");
        beside(
                client.post("/accounts", Map.of("email", "nobody", "displayName", "", "role", "king")),
                Map.of(
                        "displayName", "Enter a name of up to 200 characters.",
                        "email", "Enter an e-mail address of up to 254 characters.",
                        "role", "Choose a role."),
                "value=\"nobody\"");
        beside(
                client.post("/account/api-keys", Map.of("name", "", "scope", "everything")),
                Map.of(
                        "name", "Give the key a name of up to 200 characters.",
                        "scope", "Choose what the key may do."),
                "");
        long draft = world.draft(world.twoShores("Shared", 5, 2), world.person(Role.RESEARCHER, "Ines"));
        beside(
                client.post("/studies/" + draft + "/design/members", Map.of("email", "nobody", "role", "x")),
                Map.of(
                        "email", "Enter an e-mail address of up to 254 characters.",
                        "role", "Choose their right."),
                "value=\"nobody\"");
        beside(
                client.post(
                        "/studies/" + draft + "/analyses",
                        Map.of(
                                "permutations",
                                "many",
                                "bootstrap",
                                "100001",
                                "seed",
                                "-1",
                                "axis",
                                "height",
                                "topic",
                                "weather",
                                "model",
                                "nobody's")),
                Map.of(
                        "permutations", "“Permutations” must be a whole number from 0 to 100000.",
                        "bootstrap", "“Bootstrap replicates” must be a whole number from 0 to 100000.",
                        "seed", "“Seed” must be a whole number from 0 to 999999999.",
                        "axis", "This study has no axis “height”."),
                "value=\"many\"");
    }

    @Test
    void a_generation_run_is_refused_with_every_number_that_is_none_or_out_of_its_range() {
        var client = Browserless.anonymous()
                .holding("session", world.person(Role.OWNER, "Olga").session());
        long draft = world.draft(world.twoShores("Drawn", 5, 2), world.person(Role.RESEARCHER, "Ines"));
        var fields = new HashMap<String, String>();
        fields.putAll(
                Map.of("model", "none", "source", "own", "prompts", "{\"id\": 1}", "samples", "1001", "seed", "one"));
        fields.putAll(Map.of("temperature", "5.5", "topP", "0", "maxTokens", "0", "topK", "-1", "minP", "1.01"));
        fields.putAll(Map.of("repetitionPenalty", "0", "presencePenalty", "warm"));
        var sentences = new HashMap<String, String>();
        sentences.put("model", "Choose one of the models.");
        sentences.put("prompts", "Line 1: a prompt needs either “messages” or “prompt”.");
        sentences.put("samples", "“Replies per prompt” must be a whole number from 1 to 1000.");
        sentences.put("seed", "“Seed” must be a whole number.");
        sentences.put("temperature", "“Temperature” must be a number from 0 to 5.");
        sentences.put("topP", "“Top-p” must be a number above 0 and at most 1.");
        sentences.put("maxTokens", "“Most tokens in a reply” must be a whole number from 1 to 100000.");
        sentences.put("topK", "“Top-k” must be a whole number from 0 to 999999999.");
        sentences.put("minP", "“Min-p” must be a number from 0 to 1.");
        sentences.put("repetitionPenalty", "“Repetition penalty” must be a number above 0.");
        sentences.put("presencePenalty", "“Presence penalty” must be a number.");
        beside(client.post("/studies/" + draft + "/design/runs", fields), sentences, "value=\"5.5\"");
    }

    private static void beside(Response answer, Map<String, String> sentences, String kept) {
        assertEquals(422, answer.statusCode());
        String page = answer.asString();
        sentences.forEach((field, sentence) -> assertTrue(
                page.contains("<span class=\"field-error\" id=\"" + field + "-error\">" + sentence + "</span>"),
                "no “" + sentence + "” beside " + field + " in " + page));
        assertTrue(page.contains(kept), page);
    }

    @Test
    void forms_before_sign_in_do_too() {
        var ines = world.person(Role.RESEARCHER, "Ines");
        String link = "/welcome/" + links.forPassword(ines.id(), Actor.system()).text();
        var wrong = new ArrayList<String>();
        var client = Browserless.anonymous();
        attack(client, "/sign-in", Map.of("email", ines.email(), "password", "x"), wrong);
        attack(client, link, Map.of("password", "short"), wrong);
        sql.update("delete from sign_in_failure");
        assertEquals(List.of(), wrong);
    }

    @Test
    void a_raters_forms_do_too() {
        var study = world.open(world.twoShores("Raters' forms", 500, 2), "One.", "Two.");
        var wrong = new ArrayList<String>();
        String at = "/s/" + study.code();
        attack(Browserless.anonymous(), at + "/consent", Map.of("agree", "yes"), wrong);
        for (String text : CORPUS) {
            for (String field : List.of("axis.shore", "self.shore", "axis.nothing")) {
                var client = Browserless.anonymous()
                        .holding("rater-" + study.code(), world.consented(study).session());
                var fields = new HashMap<>(Map.of("axis.shore", "~self", "self.shore", "an island"));
                fields.put(field, text);
                look(client.post(at + "/about-you", fields), at + "/about-you", field, text, wrong);
            }
        }
        var eastern = world.admitted(study, "East");
        var rater = Browserless.anonymous().holding("rater-" + study.code(), eastern.session());
        long question = world.questions(study).iterator().next();
        String item = world.item(study, eastern) + "/";
        assertEquals(204, rater.post(item + "draft", draft(question)).statusCode());
        attack(rater, item + "draft", draft(question), wrong);
        attack(
                rater,
                item + "judgment",
                Map.of("q." + question, "0", "key", UUID.randomUUID().toString()),
                wrong);
        attack(
                rater,
                item + "judgment",
                Map.of("q.", "0", "activeMs", "1", "key", UUID.randomUUID().toString()),
                wrong);
        attack(rater, item + "skip", Map.of("reason", "none", "note", ""), wrong);
        assertEquals(List.of(), wrong);
        assertEquals(0, world.judgments(study));
    }

    @Test
    void addresses_do_too() {
        var owner = world.person(Role.OWNER, "Olga");
        var study = world.open(world.twoShores("Addresses", 5, 2), "One.", "Two.");
        var client = Browserless.anonymous().holding("session", owner.session());
        String at = "/studies/" + study.id();
        var wrong = new ArrayList<String>();
        for (String text : CORPUS) {
            String escaped = java.net.URLEncoder.encode(
                    text.substring(0, Math.min(text.length(), LONGEST_IN_ADDRESS)),
                    java.nio.charset.StandardCharsets.UTF_8);
            String step = escaped.replace("+", "%20");
            for (String address : List.of(
                    at + "?question=" + escaped + "&axis=" + escaped + "&unsure=" + escaped,
                    at + "/items?page=" + escaped,
                    at + "/items/" + step,
                    "/studies/" + step,
                    "/accounts/" + step,
                    at + "/export/" + step + ".csv",
                    "/s/" + step,
                    "/s/" + study.code() + "?PROLIFIC_PID=" + escaped,
                    "/s/" + study.code() + "?PROLIFIC_PID=a&STUDY_ID=" + escaped + "&SESSION_ID=" + escaped,
                    "/s/" + study.code() + "/items/" + step,
                    "/welcome/" + step,
                    "/api/v1" + at + "/items?after=" + escaped,
                    "/api/v1" + at + "/items?limit=" + escaped,
                    "/api/v1" + at + "/distributions?question=" + escaped,
                    "/api/v1" + at + "/distributions?unsure=" + escaped)) {
                look(client.get(address), address, "", text, wrong);
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static void attack(Browserless client, String address, Map<String, String> fields, List<String> wrong) {
        for (String field : fields.keySet()) {
            for (String text : CORPUS) {
                var attacked = new HashMap<>(fields);
                attacked.put(field, text);
                look(client.post(address, attacked), address, field, text, wrong);
            }
            // the field twice, and not at all
            look(client.post(address, field, List.of("1", "2")), address, field, "twice", wrong);
            var without = new HashMap<>(fields);
            without.remove(field);
            look(client.post(address, without), address, field, "left out", wrong);
        }
    }

    private static void look(Response answer, String address, String field, String text, List<String> wrong) {
        int status = answer.statusCode();
        String given = text.length() > 40 ? text.substring(0, 40) + "…" : text;
        if (status >= 500) {
            wrong.add(status + " " + address + " " + field + "=" + given);
        } else if (status >= 400 && status != 404 && answer.asString().isBlank()) {
            wrong.add("no word with " + status + " " + address + " " + field + "=" + given);
        }
        assertTrue(answer.header("Set-Cookie") == null
                || !answer.header("Set-Cookie").startsWith("a=b"));
    }

    private static Map<String, String> draft(long question) {
        return Map.of("question", String.valueOf(question), "option", "1", "sequence", "1");
    }

    private static Map<String, String> fields(String pairs) {
        var fields = new HashMap<String, String>();
        List.of(pairs.split(" ", -1)).forEach(pair -> fields.put(pair.split("=", -1)[0], pair.split("=", -1)[1]));
        return fields;
    }

    private static Map<String, String> newStudy() {
        var fields = new HashMap<String, String>();
        fields.put("title", "A study");
        fields.put("purpose", "A purpose");
        fields.put("contentWarning", "None");
        fields.put("consent", "I agree");
        fields.put("contact", "us");
        fields.put("helplines", "");
        fields.put("payment", "");
        fields.put("minutes", "10");
        fields.put("rubric", "safety-short");
        fields.put("axis", "gender");
        fields.put("stratify", "gender");
        fields.put("raters", "5");
        fields.put("replication", "2");
        fields.put("itemsPerRater", "2");
        fields.put("minGroup", "5");
        fields.put("completionCode", "A");
        fields.put("completionUrl", "");
        fields.put("screenOutCode", "B");
        fields.put("screenOutUrl", "");
        return fields;
    }
}

package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.design.plan.PlanRefused;
import parallax.design.plan.PlanText;
import parallax.design.plan.RandomPlans;
import parallax.design.plan.WholePlan;
import parallax.identity.Actor;
import parallax.identity.ApiKeys;
import parallax.identity.Role;
import parallax.item.AttentionItems;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.World;
import parallax.study.Rubrics;

/// A program makes studies of plans' files, reads them back and changes drafts.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PlansApiTest {
    private static final String AT = "/api/v1/studies";
    private static final String YAML = "application/yaml";
    private static final int PLANS = 100;

    @Inject
    World world;

    @Inject
    ApiKeys keys;

    @Inject
    AttentionItems attention;

    @Inject
    Rubrics rubrics;

    @Inject
    Sql sql;

    private World.Person ines = new World.Person(0, "", "");
    private String key = "";

    @BeforeEach
    void a_researchers_program() {
        ines = world.person(Role.RESEARCHER, "Ines");
        key = keys.create(ines.id(), "A notebook", Set.of("read", "write")).text();
    }

    @Test
    void random_plans_become_studies_whose_plans_are_the_same() throws PlanRefused {
        for (long seed = 0; seed < PLANS; seed++) {
            WholePlan plan = new RandomPlans(seed).plan();
            Response made =
                    seed % 2 == 0 ? post(YAML, PlanText.yaml(plan)) : post("application/json", PlanText.json(plan));
            assertEquals(201, made.statusCode(), made::asString);
            String at = AT + "/" + made.jsonPath().getLong("id") + "/plan";
            assertEquals(plan, PlanText.read(get(at, YAML)), "seed " + seed);
            assertEquals(plan, PlanText.read(get(at, "application/json")), "seed " + seed);
        }
    }

    @Test
    void a_draft_becomes_what_another_plan_says_and_keeps_its_items() throws PlanRefused {
        long study = made(new RandomPlans(1).plan());
        world.item(study, 0, "mine", "A topic", "Well?", "Well.");
        for (long seed = 2; seed < 12; seed++) {
            WholePlan other = new RandomPlans(seed).plan();
            Response put = put(study, PlanText.yaml(other));
            assertEquals(204, put.statusCode(), put::asString);
            assertEquals(other, PlanText.read(get(AT + "/" + study + "/plan", YAML)), "seed " + seed);
        }
        assertEquals(
                List.of("mine"),
                program().get(AT + "/" + study + "/items").jsonPath().getList("code"));
        assertEquals(
                10,
                sql.number(
                        "select count(*) from audit_entry where study_id = :study and action = 'study.plan_set'",
                        bind("study", study)));
    }

    @Test
    void an_attention_item_goes_along_with_its_question_or_keeps_the_rubric() throws PlanRefused {
        WholePlan plan = PlanText.read(SMALL);
        long study = made(plan);
        var question = rubrics.ofStudy(study).asked().findFirst().orElseThrow();
        attention.add(
                study,
                new AttentionItems.Draft(
                        AttentionItems.Kind.INSTRUCTED,
                        "",
                        "Choose the first.",
                        new AttentionItems.Expected(question.id(), 0)),
                Actor.system());
        String another = PlanText.yaml(plan).replace("title: Safety, short form", "title: Safety, shorter form");
        assertEquals(204, put(study, PlanText.yaml(plan.titled("Another"))).statusCode());
        assertEquals(204, put(study, another).statusCode());
        assertEquals(1, attention.ofStudy(study).size());
        Response refused = put(study, SMALL.replace("safety-short", "dices-350"));
        assertEquals(409, refused.statusCode());
        assertTrue(refused.jsonPath().getString("detail").contains("remove it first"), refused::asString);
        assertEquals(1, attention.ofStudy(study).size());
    }

    @Test
    void what_is_wrong_is_said_with_its_place_and_nothing_is_made() {
        int before = program().get(AT).jsonPath().getList("id").size();
        Response refused = post(YAML, SMALL.replace("target: 12", "target: 0"));
        assertEquals(422, refused.statusCode());
        assertTrue(refused.contentType().startsWith("application/problem+json"), refused.contentType());
        assertEquals(List.of("/raters/strata/0/target"), refused.jsonPath().getList("problems.at"));
        assertEquals(List.of(7), refused.jsonPath().getList("problems.line"));
        Response checked = with(YAML, SMALL).post(AT + "/plan-checks");
        assertEquals(200, checked.statusCode(), checked::asString);
        assertEquals(2, checked.jsonPath().getList("notes").size());
        assertEquals(422, with(YAML, "a: 1").post(AT + "/plan-checks").statusCode());
        assertEquals(before, program().get(AT).jsonPath().getList("id").size());
    }

    @Test
    void a_copy_is_a_draft_with_the_same_plan_and_a_published_study_keeps_its_own() throws PlanRefused {
        World.OpenStudy open = world.open(world.twoShores("Open", 5, 2), ines, "A reply.");
        Response copied = with("application/json", "{}").post(AT + "/" + open.id() + "/copies");
        assertEquals(201, copied.statusCode(), copied::asString);
        WholePlan copy = PlanText.read(get(AT + "/" + copied.jsonPath().getLong("id") + "/plan", YAML));
        WholePlan own = PlanText.read(get(AT + "/" + open.id() + "/plan", YAML));
        assertEquals("Copy of Open", copy.title());
        assertEquals(own.titled("Copy of Open"), copy);
        assertEquals(409, put(open.id(), SMALL).statusCode());
    }

    private static final String SMALL = """
            title: Small
            consent: {statement: I agree.}
            rubric: {template: safety-short}
            raters:
              strata:
                - label: Everyone
                  target: 12
              itemsPerRater: 10
              replication: 5
            """;

    private long made(WholePlan plan) {
        return post(YAML, PlanText.yaml(plan)).jsonPath().getLong("id");
    }

    private Response post(String type, String body) {
        return with(type, body).post(AT);
    }

    private Response put(long study, String body) {
        return with(YAML, body).put(AT + "/" + study + "/plan");
    }

    private String get(String at, String type) {
        Response got = program().accept(type).get(at);
        assertEquals(200, got.statusCode(), got::asString);
        assertTrue(got.contentType().startsWith(type), got.contentType());
        return got.asString();
    }

    private RequestSpecification with(String type, String body) {
        return program().header("Content-Type", type).body(body.getBytes(StandardCharsets.UTF_8));
    }

    private RequestSpecification program() {
        return Browserless.anonymous().request().header("Authorization", "Bearer " + key);
    }
}

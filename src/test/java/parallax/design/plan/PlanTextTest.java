package parallax.design.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// A plan's file is read as it was written, and whatever is wrong with it is said at once.
class PlanTextTest {
    private static final int PLANS = 1_000;
    private static final int BROKEN = 500;

    private static final String SMALL = """
            # by hand
            title: Advice on medicines
            consent:
              statement: I agree.
            rubric: {template: safety-short}
            raters:
              axes:
                - code: age
                  prompt: How old are you?
                  choices: [Young, Old]
              strata:
                - label: The young
                  target: 12
                  groups: {age: [Young]}
                - {label: The old, target: 8, replication: 3, groups: {age: [Old]}}
              itemsPerRater: 10
              replication: 5
            """;

    @Test
    void a_plan_written_by_hand_is_read() throws PlanRefused {
        WholePlan plan = PlanText.read(SMALL);
        assertEquals("Advice on medicines", plan.title());
        assertEquals(3, plan.study().strata().get(1).replication());
        assertEquals(10, plan.study().sampling().minGroup());
        assertEquals(plan, PlanText.read(PlanText.yaml(plan)));
    }

    @Test
    void the_documents_examples_are_plans_that_nothing_stands_in_the_way_of() throws IOException, PlanRefused {
        String reference = Files.readString(Path.of("../docs/reference/study-plan.md"));
        int begin = reference.indexOf("```yaml\n") + "```yaml\n".length();
        String example = reference.substring(begin, reference.indexOf("```", begin));
        for (String text : List.of(example, Files.readString(Path.of("../docs/tutorial/study.yaml")))) {
            assertEquals(List.of(), PlanText.read(text).notes());
        }
    }

    @Test
    void a_thousand_random_plans_are_read_as_they_were_written() throws PlanRefused {
        for (long seed = 0; seed < PLANS; seed++) {
            WholePlan plan = new RandomPlans(seed).plan();
            String yaml = PlanText.yaml(plan);
            assertEquals(plan, read(yaml, seed), "seed " + seed);
            assertEquals(plan, read(PlanText.json(plan), seed), "seed " + seed);
            assertEquals(yaml, PlanText.yaml(PlanText.read(yaml)), "seed " + seed);
        }
    }

    private static WholePlan read(String text, long seed) {
        try {
            return PlanText.read(text);
        } catch (PlanRefused refused) {
            throw new AssertionError("seed " + seed + "\n" + text, refused);
        }
    }

    @Test
    void every_mistake_of_a_file_is_said_with_its_line_its_place_and_the_rule() {
        String broken = SMALL.replace("target: 12", "target: many")
                .replace("[Young]", "[Youn]")
                .replace("itemsPerRater: 10", "itemsPerRater: 0\n  itemsPerRatr: 10")
                .replace("title: Advice", "title: Again\ntitle: Advice");
        PlanRefused refused = assertThrows(PlanRefused.class, () -> PlanText.read(broken));
        assertEquals(
                List.of(
                        "line 3, /title: this key stands here twice",
                        "line 14, /raters/strata/0/target: must be a whole number, not the text “many”",
                        "line 15, /raters/strata/0/groups/age/0: is not a group of the axis age; there is Young, Old",
                        "line 17, /raters/itemsPerRater: must be 1 or more, not 0",
                        "line 18, /raters/itemsPerRatr: is not known here; there is kind, axes, strata, itemsPerRater,"
                                + " replication, leaseMinutes"),
                refused.faults().stream().map(PlanFault::sentence).toList());
    }

    @Test
    void what_is_no_plan_at_all_is_refused_in_a_sentence() {
        for (String text : List.of(
                "",
                "a: [",
                "{\"a\": ",
                "just words",
                "- 1",
                "title: *a",
                "a: 1\n---\nb: 2",
                "\t",
                "null",
                "{\"title\": \"\\u0000\"}")) {
            PlanRefused refused = assertThrows(PlanRefused.class, () -> PlanText.read(text), text);
            assertFalse(refused.faults().isEmpty(), text);
            assertFalse(refused.faults().getFirst().rule().isBlank(), text);
        }
    }

    @Test
    void five_hundred_broken_plans_each_give_all_their_faults_at_once() {
        for (long seed = 0; seed < BROKEN; seed++) {
            var dice = new Random(seed);
            ObjectNode file = (ObjectNode) PlanText.tree(new RandomPlans(seed).plan());
            var wrong = new TreeSet<String>();
            List<Breakage> all = new ArrayList<>(List.of(Breakage.values()));
            Collections.shuffle(all, dice);
            all.subList(0, 1 + dice.nextInt(6)).forEach(one -> wrong.add(one.breakIn(file)));
            String text = file.toPrettyString();
            PlanRefused refused = assertThrows(PlanRefused.class, () -> PlanText.read(text), "seed " + seed);
            var said = new TreeSet<String>();
            for (PlanFault fault : refused.faults()) {
                said.add(fault.at());
                assertTrue(fault.line() > 0 && !fault.rule().isBlank(), "seed " + seed + ": " + fault);
            }
            assertEquals(wrong, said, "seed " + seed + "\n" + text);
        }
    }

    /// A mistake that can be made in any plan, each in a place of its own.
    private enum Breakage {
        UNKNOWN_KEY {
            @Override
            String breakIn(ObjectNode file) {
                file.put("purpos", "x");
                return "/purpos";
            }
        },
        NO_TITLE {
            @Override
            String breakIn(ObjectNode file) {
                file.remove("title");
                return "/title";
            }
        },
        NUMBER_AS_TEXT {
            @Override
            String breakIn(ObjectNode file) {
                ((ObjectNode) file.get("raters")).put("itemsPerRater", "20");
                return "/raters/itemsPerRater";
            }
        },
        TOO_SMALL {
            @Override
            String breakIn(ObjectNode file) {
                ((ObjectNode) file.get("raters")).put("replication", 0);
                return "/raters/replication";
            }
        },
        NOTHING {
            @Override
            String breakIn(ObjectNode file) {
                ((ObjectNode) file.get("consent")).putNull("statement");
                return "/consent/statement";
            }
        },
        UNKNOWN_AXIS {
            @Override
            String breakIn(ObjectNode file) {
                first(file.at("/raters/strata"))
                        .putObject("groups")
                        .putArray("star sign")
                        .add("Lion");
                return "/raters/strata/0/groups/star sign";
            }
        },
        TWO_LABELS {
            @Override
            String breakIn(ObjectNode file) {
                ArrayNode strata = (ArrayNode) file.at("/raters/strata");
                ObjectNode again = strata.addObject();
                again.set("label", strata.get(0).get("label"));
                again.put("target", 1);
                return "/raters/strata/" + (strata.size() - 1) + "/label";
            }
        },
        UNKNOWN_WORD {
            @Override
            String breakIn(ObjectNode file) {
                ((ObjectNode) file.get("raters")).put("kind", "robots");
                return "/raters/kind";
            }
        },
        ONE_OPTION {
            @Override
            String breakIn(ObjectNode file) {
                ObjectNode question = first(first(file.at("/rubric/groups")).get("questions"));
                ArrayNode options = (ArrayNode) question.get("options");
                while (options.size() > 1) {
                    options.remove(1);
                }
                return "/rubric/groups/0/questions/0";
            }
        },
        EVERY_ITEM {
            @Override
            String breakIn(ObjectNode file) {
                ((ObjectNode) file.get("care")).put("repeatEvery", 1);
                return "/care/repeatEvery";
            }
        },
        UNKNOWN_SIGNAL {
            @Override
            String breakIn(ObjectNode file) {
                ((ObjectNode) file.get("care")).withObject("/signals").put("minority", 1.0);
                return "/care/signals/minority";
            }
        },
        TOO_LONG {
            @Override
            String breakIn(ObjectNode file) {
                ((ObjectNode) file.get("consent")).put("payment", "x".repeat(501));
                return "/consent/payment";
            }
        },
        BARE_ADDRESS {
            @Override
            String breakIn(ObjectNode file) {
                ((ObjectNode) file.get("practice")).put("address", "http://a.example");
                return "/practice/address";
            }
        };

        /// @return the place of the mistake
        abstract String breakIn(ObjectNode file);

        private static ObjectNode first(JsonNode list) {
            return (ObjectNode) list.get(0);
        }
    }
}

package parallax.runner.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Reasoning is taken out of a reply, however it is cut into pieces.
class ReasoningTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BEGINNING | <think>Could be.</think>~~B          | Could be. | B",
                "BEGINNING | ~<think>~a < b </th~</think> B ~     | a < b </th | B_",
                "BEGINNING | Plain <think>no</think> answer       | '' | Plain <think>no</think> answer",
                "BEGINNING | ~<thi                                | '' | ~<thi",
                "BEGINNING | <think>without an end                | without an end | ''",
                "BEGINNING | <think></think>                      | '' | ''",
                "BEGINNING | <think>a</think>x</think>            | a | x</think>",
                "OPENED    | a then</think>~No                    | a then | No",
                "OPENED    | only thoughts </thin                 | only thoughts </thin | ''",
                "NONE      | <think>kept</think>                  | '' | <think>kept</think>"
            })
    void taken_apart(String kind, String reply, String thought, String answer) {
        String text = reply.strip().replace('~', '\n');
        for (int size = 1; size <= text.length(); size++) {
            Reasoning reasoning = switch (kind.strip()) {
                case "OPENED" -> Reasoning.opened();
                case "NONE" -> Reasoning.none();
                default -> Reasoning.atTheBeginning();
            };
            StringBuilder shown = new StringBuilder();
            for (int from = 0; from < text.length(); from += size) {
                shown.append(reasoning.add(text.substring(from, Math.min(text.length(), from + size))));
            }
            shown.append(reasoning.finish());
            assertEquals(thought, reasoning.thought(), "pieces of " + size);
            assertEquals(answer.replace('~', '\n').replace("_", " \n"), shown.toString(), "pieces of " + size);
        }
    }
}

package parallax.chattemplate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Variables of a caller's own.
class VariablesTest {
    private static String rendered(String template, Map<String, ? extends @Nullable Object> variables) {
        return ChatTemplate.read(template, Map.of()).renderVariables(variables);
    }

    private static String refusal(Map<String, ? extends @Nullable Object> variables) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> rendered("{{ 1 }}", variables))
                .getMessage());
    }

    @Test
    void tools_with_every_kind_of_value_are_written_as_in_python() {
        Map<String, Object> tool =
                Map.of("function", Map.of("name", "add", "limits", Arrays.asList(1, 2L, 0.5f, 1.25, true, null)));
        assertEquals(
                "add [1, 2, 0.5, 1.25, True, None]",
                rendered(
                        "{{ tools[0].function.name }} {{ tools[0].function.limits }}", Map.of("tools", List.of(tool))));
    }

    @Test
    void a_value_of_another_kind_is_refused_by_its_place() {
        String refusal = refusal(Map.of("tools", List.of(Map.of("file", Path.of("/etc/passwd")))));
        assertTrue(refusal.startsWith("tools[0].file is of class "), refusal);
        assertTrue(refusal(Map.of("m", Map.of(1, 2))).startsWith("m has the key 1, which is not a String"));
    }

    @Test
    void a_list_that_holds_itself_is_refused() {
        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        assertTrue(refusal(Map.of("endless", endless)).contains("nests more than 100 deep"));
    }
}

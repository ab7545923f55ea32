package parallax.chattemplate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the README promises is what the engine renders, no more and no less.
class ReadmeTest {
    private static final Path README = Path.of("README.md");

    private static Set<String> promised(String row) throws IOException {
        String line = Files.readAllLines(README).stream()
                .filter(each -> each.startsWith("| " + row + " |"))
                .findFirst()
                .orElseThrow();
        return Pattern.compile("`([^`]+)`")
                .matcher(line)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> sorted(Set<String> names) {
        return new TreeSet<>(names);
    }

    @Test
    void it_names_every_filter_test_and_method_of_texts() throws IOException {
        Set<String> filters = Stream.concat(Filters.NAMES.stream(), ListFilters.NAMES.stream())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(filters, promised("Filters"));
        assertEquals(sorted(Tests.NAMES), promised("Tests"));
        assertEquals(sorted(TextMethods.NAMES), promised("Methods of texts"));
    }

    @Test
    void its_example_prints_what_it_says() throws IOException {
        String readme = Files.readString(README);
        String source = "{% for m in messages %}<|{{ m.role }}|>{{ m.content | trim }}{{ eos_token }}{% endfor %}"
                + "{% if add_generation_prompt %}<|assistant|>{% endif %}";
        String prompt = ChatTemplate.read(source, Map.of("eos_token", "<|end|>"))
                .render(List.of(new ChatMessage("user", "May I stand on the top rung? ")));
        assertTrue(readme.contains("// " + prompt + "\n"), prompt);
        int middle = source.indexOf("{% if");
        for (String half : List.of(source.substring(0, middle), source.substring(middle))) {
            assertTrue(readme.contains('"' + half + '"'), half);
        }
    }
}

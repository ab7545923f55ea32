package parallax.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// No type is named with a word that docs/GLOSSARY.md bans.
class GlossaryTest {
    private static final Path GLOSSARY = Repository.ROOT.resolve("docs/GLOSSARY.md");
    private static final Pattern WORD = Pattern.compile("`([A-Z][a-z]+)`");
    private static final Pattern TYPE =
            Pattern.compile("^[^/*\"]*\\b(?:class|record|enum|interface) ([A-Z][A-Za-z0-9]*)", Pattern.MULTILINE);
    private static final Pattern BETWEEN_WORDS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    @Test
    void no_type_bears_a_banned_word() {
        String text = String.join("\n", Repository.lines(GLOSSARY));
        String[] rule = text.substring(text.indexOf("Banned as words")).split("; and", -1);
        Set<String> words = words(rule[0]);
        Set<String> wholes = words(rule[1]);
        assertTrue(words.contains("Manager") && wholes.contains("Data"), words + " " + wholes);
        Set<String> types = types();
        assertTrue(types.contains("Study") && types.contains("RatingMatrix"), "types are read");
        List<String> banned = types.stream()
                .filter(type -> wholes.contains(type)
                        || BETWEEN_WORDS.splitAsStream(type).anyMatch(words::contains))
                .toList();
        assertEquals(List.of(), banned);
    }

    private static Set<String> words(String text) {
        return WORD.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    private static Set<String> types() {
        var types = new TreeSet<String>();
        Repository.files(".java").stream()
                .filter(path -> Repository.name(path).contains("main/java/"))
                .forEach(path -> {
                    Matcher type = TYPE.matcher(String.join("\n", Repository.lines(path)));
                    while (type.find()) {
                        types.add(type.group(1));
                    }
                });
        return types;
    }
}

package parallax.runner.rate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the option that a reply names: by its letter or in its own words, alone, introduced as models
/// introduce answers, or before an explanation. A reply that could be meant in two ways names none.
///
/// @param options the options' texts, in order
record AnswerReader(List<String> options) {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String NO_WORD = "[^\\p{L}\\p{N}]*";

    /// “The answer is”, in the languages that models answer in.
    private static final String LEAD = "(?:(?:my|the|so|therefore|thus|,| )*(?:final |correct |best )?"
            + "(?:answer|option|choice)(?: is)?"
            + "|(?:die )?(?:richtige )?antwort(?: ist| lautet)?"
            + "|(?:la )?(?:bonne )?réponse(?: est)?"
            + "|(?:la )?respuesta(?: correcta)?(?: es)?"
            + "|(?:la )?risposta(?: è)?"
            + "|(?:a )?resposta(?: é)?"
            + "|(?:het )?antwoord(?: is)?"
            + "|odpowiedź|ответ|відповідь|cevap|الإجابة|उत्तर"
            + "|答案(?:是)?|答え(?:は)?|回答|정답(?:은)?|답(?:은)?)";

    private static final Pattern LETTER =
            pattern("(?<lead>" + LEAD + NO_WORD + ")?(?<letter>[A-Z])(?<rest>(?:[^\\p{L}\\p{N}'’].*)?)");
    private static final Pattern WORDS = pattern(LEAD + NO_WORD + "(?<words>.+)");
    private static final Pattern MARKED = pattern("\\(?(?<letter>[A-Z])\\)\\s+(?<rest>\\S.*)");
    private static final Pattern BOXED = Pattern.compile("\\\\boxed\\s*\\{(?:\\\\text(?:bf)?\\s*\\{)?([^{}]*)\\}");
    private static final List<String> JSON_NAMES =
            List.of("answer", "final_answer", "option", "choice", "letter", "label");
    private static final String FENCE = "```";
    /// What is longer is an essay, whatever it begins with.
    private static final int LONGEST_ANSWER = 4000;
    private static final String THOUGHT_END = "</think>";

    AnswerReader {
        options = List.copyOf(options);
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(NO_WORD + regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    /// The option's number, from 0; empty if the reply names none, or several.
    OptionalInt read(String reply) {
        int thought = reply.lastIndexOf(THOUGHT_END);
        String said = thought < 0 ? reply : reply.substring(thought + THOUGHT_END.length());
        String text = Normalizer.normalize(said, Normalizer.Form.NFKC).strip();
        String bare = unfenced(text);
        OptionalInt json = json(bare);
        if (json.isPresent()) {
            return json;
        }
        OptionalInt boxed = boxed(bare);
        if (boxed.isPresent()) {
            return boxed;
        }
        OptionalInt whole = line(bare);
        return whole.isPresent() ? whole : explained(bare);
    }

    /// The text inside a fence of Markdown's.
    private static String unfenced(String text) {
        int lineEnd = text.indexOf('\n');
        boolean isFenced = text.startsWith(FENCE)
                && text.endsWith(FENCE)
                && lineEnd > 0
                && text.length() > lineEnd + FENCE.length();
        return isFenced
                ? text.substring(lineEnd, text.length() - FENCE.length()).strip()
                : text;
    }

    /// `{"answer": "B"}`
    private OptionalInt json(String text) {
        if (!text.startsWith("{")) {
            return OptionalInt.empty();
        }
        try {
            JsonNode node = JSON.readTree(text);
            for (String name : JSON_NAMES) {
                if (node.path(name).isTextual()) {
                    return line(Normalizer.normalize(node.path(name).asText(), Normalizer.Form.NFKC)
                            .strip());
                }
            }
            return OptionalInt.empty();
        } catch (JsonProcessingException e) {
            return OptionalInt.empty();
        }
    }

    /// `\boxed{B}`, wherever it stands, if all that is boxed is the same.
    private OptionalInt boxed(String text) {
        return agreed(BOXED.matcher(text)
                .results()
                .map(found -> line(found.group(1).strip()))
                .toList());
    }

    private static OptionalInt agreed(List<OptionalInt> found) {
        return found.stream().distinct().count() == 1 ? found.getFirst() : OptionalInt.empty();
    }

    /// An answer on a line of its own at the beginning or, introduced as one, at the end, with an
    /// explanation beside it that introduces no other.
    private OptionalInt explained(String text) {
        List<String> lines =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        if (lines.size() < 2) {
            return OptionalInt.empty();
        }
        List<OptionalInt> answers = new ArrayList<>();
        OptionalInt first = line(lines.getFirst());
        if (first.isPresent()) {
            answers.add(first);
        }
        for (String line : lines.subList(1, lines.size())) {
            OptionalInt introduced = introduced(line);
            if (introduced.isPresent()) {
                answers.add(introduced);
            }
        }
        boolean atAnEnd = first.isPresent() || introduced(lines.getLast()).isPresent();
        return atAnEnd ? agreed(answers) : OptionalInt.empty();
    }

    private OptionalInt introduced(String line) {
        if (line.length() > LONGEST_ANSWER) {
            return OptionalInt.empty();
        }
        Matcher letter = LETTER.matcher(line);
        boolean isIntroduced = (letter.matches() && letter.group("lead") != null)
                || WORDS.matcher(line).matches();
        return isIntroduced ? line(line) : OptionalInt.empty();
    }

    /// A text that is an answer and nothing else.
    private OptionalInt line(String text) {
        if (text.length() > LONGEST_ANSWER) {
            return OptionalInt.empty();
        }
        Matcher letter = LETTER.matcher(text);
        if (letter.matches()) {
            int option = option(letter);
            String rest = letter.group("rest");
            if (option < options.size() && (bare(rest).isEmpty() || isTextOf(option, rest))) {
                return OptionalInt.of(option);
            }
        }
        Matcher marked = MARKED.matcher(text);
        if (marked.matches()
                && option(marked) < options.size()
                && !namesAnother(option(marked), marked.group("rest"))) {
            return OptionalInt.of(option(marked));
        }
        OptionalInt own = words(text);
        Matcher introduced = WORDS.matcher(text);
        return own.isPresent() || !introduced.matches() ? own : words(introduced.group("words"));
    }

    private OptionalInt words(String text) {
        for (int option = 0; option < options.size(); option++) {
            if (isTextOf(option, text)) {
                return OptionalInt.of(option);
            }
        }
        return OptionalInt.empty();
    }

    private static int option(Matcher found) {
        return found.group("letter").toUpperCase(Locale.ROOT).charAt(0) - 'A';
    }

    /// Whether an explanation begins with another option's words.
    private boolean namesAnother(int option, String rest) {
        String begun = bare(rest).toLowerCase(Locale.ROOT);
        for (int other = 0; other < options.size(); other++) {
            String own = bare(options.get(other)).toLowerCase(Locale.ROOT);
            if (other != option
                    && begun.startsWith(own)
                    && !bare(options.get(option)).toLowerCase(Locale.ROOT).startsWith(own)) {
                return true;
            }
        }
        return false;
    }

    /// Whether a text is an option's, but for marks around it.
    private boolean isTextOf(int option, String text) {
        String own = Normalizer.normalize(options.get(option), Normalizer.Form.NFKC);
        return text.strip().equalsIgnoreCase(own.strip())
                || (!bare(text).isEmpty() && bare(text).equalsIgnoreCase(bare(own)));
    }

    private static String bare(String text) {
        return text.replaceAll("^" + NO_WORD + "|" + NO_WORD + "$", "");
    }
}

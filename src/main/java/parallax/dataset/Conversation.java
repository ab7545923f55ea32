package parallax.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parallax.item.Turn;
import parallax.item.Turn.Speaker;

/// The turns of a conversation, out of the text of a context and a response.
///
/// Each turn begins at the start of a line with its speaker's prefix, `USER:` and `LAMDA:` in DICES-350,
/// `A:` and `B:` in DICES-990, whose line breaks are written as a backslash and an `n`. A context
/// without a prefix at its start is one turn of the user. The response is the chatbot's last turn.
public record Conversation(List<Turn> turns) {
    private static final Map<String, Speaker> SPEAKERS = Map.of(
            "USER", Speaker.USER,
            "HUMAN", Speaker.USER,
            "A", Speaker.USER,
            "LAMDA", Speaker.CHATBOT,
            "CHATBOT", Speaker.CHATBOT,
            "BOT", Speaker.CHATBOT,
            "ASSISTANT", Speaker.CHATBOT,
            "B", Speaker.CHATBOT,
            "SYSTEM", Speaker.SYSTEM);
    private static final Pattern LETTER_PREFIX = Pattern.compile("^(A|B):[ \\t]?", Pattern.MULTILINE);
    /// a backslash and an `n` before the next prefix or at the end
    private static final Pattern ESCAPED_LINE_BREAK = Pattern.compile("\\\\n(?:[A-Z]+:|$)");

    private static final Pattern WORD_PREFIX =
            Pattern.compile("^(USER|HUMAN|LAMDA|CHATBOT|BOT|ASSISTANT|SYSTEM):[ \\t]?", Pattern.MULTILINE);

    public Conversation {
        turns = List.copyOf(turns);
    }

    public static Conversation of(String context, String response) {
        boolean escaped = ESCAPED_LINE_BREAK.matcher(context).find();
        List<Turn> turns = new ArrayList<>(turnsIn(withLineBreaks(context, escaped)));
        turns.add(new Turn(Speaker.CHATBOT, withLineBreaks(response, escaped).strip()));
        return new Conversation(turns);
    }

    /// The turns before a response, out of their text.
    static List<Turn> context(String text) {
        return turnsIn(withLineBreaks(text, ESCAPED_LINE_BREAK.matcher(text).find()));
    }

    private static List<Turn> turnsIn(String context) {
        Matcher first = WORD_PREFIX.matcher(context);
        Pattern family = first.lookingAt() ? WORD_PREFIX : LETTER_PREFIX;
        Matcher prefix = family.matcher(context);
        if (!prefix.lookingAt()) {
            return context.isBlank() ? List.of() : List.of(new Turn(Speaker.USER, context.strip()));
        }
        List<Turn> turns = new ArrayList<>();
        prefix.reset();
        Speaker speaker = Speaker.USER;
        int begin = 0;
        while (prefix.find()) {
            if (prefix.start() > 0) {
                turns.add(new Turn(
                        speaker, context.substring(begin, prefix.start()).strip()));
            }
            speaker = SPEAKERS.getOrDefault(prefix.group(1), Speaker.USER);
            begin = prefix.end();
        }
        turns.add(new Turn(speaker, context.substring(begin).strip()));
        return turns;
    }

    private static String withLineBreaks(String text, boolean escaped) {
        return (escaped ? text.replace("\\n", "\n") : text).replace("\r\n", "\n");
    }

    /// The context as text: every turn before the reply, each on a line of its own behind its speaker's
    /// prefix.
    public String context() {
        StringBuilder text = new StringBuilder();
        for (Turn turn : turns.subList(0, Math.max(0, turns.size() - (isPair() ? 2 : 1)))) {
            text.append(text.isEmpty() ? "" : "\n")
                    .append(turn.speaker().name())
                    .append(": ")
                    .append(turn.content());
        }
        return text.toString();
    }

    /// The reply; of two, the first.
    public String response() {
        return turns.isEmpty()
                ? ""
                : turns.get(turns.size() - (isPair() ? 2 : 1)).content();
    }

    private boolean isPair() {
        return turns.size() > 1 && turns.getLast().speaker() == Speaker.ALTERNATIVE;
    }
}

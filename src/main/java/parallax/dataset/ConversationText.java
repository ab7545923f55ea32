package parallax.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parallax.item.Turn;
import parallax.item.Turn.Speaker;

/// A conversation as one field of a file: a JSON list of messages, or plain text in which each turn
/// begins with who speaks (`User: …`), at the start of a line.
///
/// A mark may stand in stars or behind number signs, as in Markdown (`**User:**`, `### Assistant:`).
public final class ConversationText {
    private static final Map<String, Speaker> MARKS = Map.ofEntries(
            Map.entry("user", Speaker.USER),
            Map.entry("human", Speaker.USER),
            Map.entry("prompter", Speaker.USER),
            Map.entry("chatbot", Speaker.CHATBOT),
            Map.entry("bot", Speaker.CHATBOT),
            Map.entry("assistant", Speaker.CHATBOT),
            Map.entry("ai", Speaker.CHATBOT),
            Map.entry("model", Speaker.CHATBOT),
            Map.entry("lamda", Speaker.CHATBOT),
            Map.entry("system", Speaker.SYSTEM));
    private static final Pattern MARK = Pattern.compile(
            "^[ \\t]*(?:#{1,6}[ \\t]*)?\\*{0,2}(" + String.join("|", MARKS.keySet()) + ")\\*{0,2}:\\*{0,2}[ \\t]?",
            Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private ConversationText() {}

    /// Turns, or in a sentence why there are none.
    ///
    /// @param fault empty where the turns are there
    public record Found(List<Turn> turns, String fault) {
        public Found {
            turns = List.copyOf(turns);
        }

        static Found of(List<Turn> turns) {
            return new Found(turns, "");
        }

        static Found fault(String sentence) {
            return new Found(List.of(), sentence);
        }
    }

    public static Found read(String text) {
        if (TurnsText.looksLikeMessages(text)) {
            return TurnsText.messages(text);
        }
        return isMarked(text)
                ? Found.of(marked(text))
                : Found.fault(
                        "neither a JSON list of messages nor a text that begins with who speaks, such as “User:”");
    }

    /// What was said before the reply: a list or marked text as [#read] takes it, the letters `A:` and `B:`
    /// of DICES-990, and anything else as one turn of the user.
    public static Found context(String text) {
        if (TurnsText.looksLikeMessages(text)) {
            return TurnsText.messages(text);
        }
        return Found.of(isMarked(text) ? marked(text) : Conversation.context(text));
    }

    /// Whether a text looks like a conversation, whether or not all of it can be read as one.
    public static boolean isConversation(String text) {
        return TurnsText.looksLikeMessages(text) || isMarked(text);
    }

    /// Whether a text begins with the mark of a speaker.
    public static boolean isMarked(String text) {
        return MARK.matcher(text.strip()).lookingAt();
    }

    private static List<Turn> marked(String text) {
        String whole = text.strip().replace("\r\n", "\n");
        List<Turn> turns = new ArrayList<>();
        Matcher mark = MARK.matcher(whole);
        Speaker speaker = Speaker.USER;
        int begin = 0;
        while (mark.find()) {
            if (mark.start() > 0) {
                turns.add(new Turn(speaker, whole.substring(begin, mark.start()).strip()));
            }
            speaker = MARKS.getOrDefault(mark.group(1).toLowerCase(Locale.ROOT), Speaker.USER);
            begin = mark.end();
        }
        turns.add(new Turn(speaker, whole.substring(begin).strip()));
        return turns;
    }
}

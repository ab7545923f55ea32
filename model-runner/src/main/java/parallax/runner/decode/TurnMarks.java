package parallax.runner.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parallax.chattemplate.ChatMessage;
import parallax.chattemplate.ChatTemplate;
import parallax.chattemplate.TemplateException;
import parallax.runner.model.TextConfiguration;
import parallax.runner.text.Tokenizer;

/// What ends a reply, and what a reply holds that runs on into a turn of the user's.
///
/// Chat templates say neither. Both are found by rendering a conversation and looking at what stands
/// behind the assistant's words, and before the user's next ones.
///
/// @param ends tokens that end a reply
/// @param userTokens the beginning of a user's turn, where it holds a token of its own; else empty
/// @param userText the beginning of a user's turn where it is plain text; else empty
record TurnMarks(Set<Integer> ends, List<Integer> userTokens, String userText) {
    private static final String FIRST = "aaaa";
    private static final String REPLY = "bbbb";
    private static final String SECOND = "cccc";

    /// A shorter text may stand in any reply.
    private static final int SHORTEST_TEXT = 3;

    TurnMarks {
        ends = Set.copyOf(ends);
        userTokens = List.copyOf(userTokens);
    }

    /// For models of which nothing else is known.
    static TurnMarks endedBy(Set<Integer> ends) {
        return new TurnMarks(ends, List.of(), "");
    }

    /// All end tokens that the folder's files name, and that of the template.
    static TurnMarks of(TextConfiguration text, @Nullable Tokenizer tokenizer, @Nullable ChatTemplate template) {
        Set<Integer> ends = new LinkedHashSet<>(text.endTokens());
        if (tokenizer == null) {
            return endedBy(ends);
        }
        Map<String, Integer> added = tokenizer.addedTokens();
        String named = text.endTokenText();
        if (named != null) {
            int[] ids = added.containsKey(named) ? new int[] {added.get(named)} : tokenizer.encode(named);
            if (ids.length == 1) {
                ends.add(ids[0]);
            }
        }
        if (template == null) {
            return endedBy(ends);
        }
        List<ChatMessage> turns = List.of(new ChatMessage("user", FIRST), new ChatMessage("assistant", REPLY));
        leading(added, behindReply(template, turns)).map(added::get).ifPresent(ends::add);
        String mark = userMark(template, turns, added, text.specialTokens());
        boolean hasToken = added.keySet().stream().anyMatch(mark::contains);
        if (hasToken) {
            return new TurnMarks(
                    ends, Arrays.stream(tokenizer.encode(mark)).boxed().toList(), "");
        }
        return new TurnMarks(ends, List.of(), mark.length() < SHORTEST_TEXT ? "" : mark);
    }

    /// What stands between the user's next words and the end of the assistant's turn.
    private static String userMark(
            ChatTemplate template,
            List<ChatMessage> turns,
            Map<String, Integer> added,
            Map<String, String> specialTokens) {
        List<ChatMessage> further = new ArrayList<>(turns);
        further.add(new ChatMessage("user", SECOND));
        String behind = behindReply(template, further);
        int next = behind.indexOf(SECOND);
        String mark = next < 0 ? "" : behind.substring(0, next).strip();
        mark = mark.substring(leading(added, mark).map(String::length).orElse(0))
                .strip();
        String opening = specialTokens.getOrDefault("bos_token", "");
        return !opening.isEmpty() && mark.startsWith(opening)
                ? mark.substring(opening.length()).strip()
                : mark;
    }

    private static String behindReply(ChatTemplate template, List<ChatMessage> turns) {
        boolean opensReply = false;
        try {
            String text = template.render(turns, opensReply);
            int reply = text.lastIndexOf(REPLY);
            return reply < 0 ? "" : text.substring(reply + REPLY.length()).strip();
        } catch (TemplateException refused) {
            return "";
        }
    }

    /// The longest token of its own that a text begins with.
    private static Optional<String> leading(Map<String, Integer> added, String text) {
        return added.keySet().stream().filter(text::startsWith).max(Comparator.comparingInt(String::length));
    }

    /// What a person should know about a reply, in sentences; empty if there is nothing.
    List<String> warnings(List<Integer> tokens, String text) {
        boolean runsOn = userTokens.isEmpty()
                ? saysUserText(text)
                : java.util.Collections.indexOfSubList(tokens, userTokens) >= 0;
        return runsOn ? List.of("the reply runs on into a turn of the user's, which the model invented") : List.of();
    }

    private boolean saysUserText(String text) {
        return !userText.isEmpty() && (text.startsWith(userText) || text.contains("\n" + userText));
    }
}

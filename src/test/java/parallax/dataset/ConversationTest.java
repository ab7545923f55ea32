package parallax.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.item.Turn;
import parallax.item.Turn.Speaker;

class ConversationTest {
    @Test
    void named_speakers_begin_turns_and_the_response_is_the_last() {
        assertEquals(
                List.of(user("Is it open?"), chatbot("Until six."), user("And on Sunday?"), chatbot("No.")),
                Conversation.of("USER: Is it open?\nLAMDA: Until six.\nUSER: And on Sunday?", "No.")
                        .turns());
    }

    @Test
    void lettered_speakers_are_told_apart_by_escaped_line_breaks() {
        assertEquals(
                List.of(user("why"), chatbot("because\nit is"), user("oh"), chatbot("yes\nreally")),
                Conversation.of("A: why\\nB: because\\nit is\\nA: oh\\n", "yes\\nreally")
                        .turns());
    }

    @Test
    void a_letter_inside_a_named_speakers_turn_is_text() {
        assertEquals(
                List.of(user("the sheet says\nA: first\nB: second"), chatbot("And C?")),
                Conversation.of("USER: the sheet says\nA: first\nB: second", "And C?")
                        .turns());
    }

    @Test
    void several_paragraphs_stay_one_turn() {
        assertEquals(
                List.of(user("One.\n\nTwo."), chatbot("Three.")),
                Conversation.of("USER: One.\n\nTwo.", "Three.").turns());
    }

    @Test
    void a_context_without_speakers_is_one_turn_of_the_user() {
        assertEquals(
                List.of(user("just a line: here"), chatbot("I see.")),
                Conversation.of("just a line: here", "I see.").turns());
    }

    @Test
    void no_context_leaves_the_response_alone() {
        assertEquals(List.of(chatbot("Hello.")), Conversation.of("", "Hello.").turns());
    }

    @Test
    void a_backslash_in_a_path_is_no_line_break() {
        assertEquals(
                List.of(user("where?"), chatbot("in C:\\new")),
                Conversation.of("USER: where?", "in C:\\new").turns());
    }

    @Test
    void windows_line_ends_are_line_ends() {
        assertEquals(
                List.of(user("a"), chatbot("b"), chatbot("c")),
                Conversation.of("USER: a\r\nLAMDA: b", "c").turns());
    }

    @Test
    void a_conversation_written_as_context_reads_the_same_again() {
        Conversation conversation = new Conversation(List.of(
                new Turn(Speaker.SYSTEM, "Be kind."), user("Hi"), chatbot("Hi!"), user("Bye"), chatbot("Bye!")));
        assertEquals(conversation, Conversation.of(conversation.context(), conversation.response()));
    }

    private static Turn user(String content) {
        return new Turn(Speaker.USER, content);
    }

    private static Turn chatbot(String content) {
        return new Turn(Speaker.CHATBOT, content);
    }
}

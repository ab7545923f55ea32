package parallax.runner;

/// One turn of the conversation that a model continues.
///
/// @param role `system`, `user` or `assistant`, or another role that the model's chat template knows
/// @param content the text, possibly empty
public record Message(String role, String content) {
    public Message {
        if (role.isBlank()) {
            throw new IllegalArgumentException("a message needs a role such as \"user\"");
        }
    }

    public static Message user(String content) {
        return new Message("user", content);
    }
}

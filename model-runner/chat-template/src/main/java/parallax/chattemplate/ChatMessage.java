package parallax.chattemplate;

/// One turn of a conversation, as templates see it.
///
/// @param role `system`, `user` or `assistant`, or another role that the template knows
/// @param content the text, possibly empty
public record ChatMessage(String role, String content) {}

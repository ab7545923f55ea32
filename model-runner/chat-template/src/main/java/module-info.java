import org.jspecify.annotations.NullMarked;

/// Renders the chat templates that language models are published with, and gives them nothing but the
/// conversation.
@NullMarked
module parallax.chattemplate {
    requires static transitive org.jspecify;

    exports parallax.chattemplate;
}

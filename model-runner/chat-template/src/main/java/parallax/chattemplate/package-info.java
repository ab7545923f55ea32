/// Chat templates: the language they are written in, confined. Begin at
/// [parallax.chattemplate.ChatTemplate].
@NullMarked
package parallax.chattemplate;

import org.jspecify.annotations.NullMarked;

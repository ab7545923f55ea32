/// Chat templates: the language they are written in, confined.
@NullMarked
package parallax.runner.template;

import org.jspecify.annotations.NullMarked;

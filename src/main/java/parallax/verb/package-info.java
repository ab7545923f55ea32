/// What the verbs of the command line have in common: where they listen, what they do before there is a
/// database, and how Ctrl-C ends them.
@NullMarked
package parallax.verb;

import org.jspecify.annotations.NullMarked;

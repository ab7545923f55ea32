/// The commands of this module.
@NullMarked
package parallax.runner.command;

import org.jspecify.annotations.NullMarked;

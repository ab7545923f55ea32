/// The launcher script `parallax`, tried with a make-believe JDK and Maven in a folder of its own; its `dev` with real
/// ones.
@NullMarked
package parallax.launcher;

import org.jspecify.annotations.NullMarked;

/// The launcher script `parallax`, tried with a make-believe JDK and Maven in a folder of its own.
@NullMarked
package parallax.demo;

import org.jspecify.annotations.NullMarked;

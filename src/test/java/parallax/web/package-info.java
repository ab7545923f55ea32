/// What the outside can reach, and what it cannot.
@NullMarked
package parallax.web;

import org.jspecify.annotations.NullMarked;

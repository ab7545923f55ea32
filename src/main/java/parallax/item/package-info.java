/// Conversations put before raters, with their provenance.
@NullMarked
package parallax.item;

import org.jspecify.annotations.NullMarked;

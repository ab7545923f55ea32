/// What the browser gets, checked without a browser.
@NullMarked
package parallax.island;

import org.jspecify.annotations.NullMarked;

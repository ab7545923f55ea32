/// What people do with Parallax, told in a browser.
@NullMarked
package parallax.stories;

import org.jspecify.annotations.NullMarked;

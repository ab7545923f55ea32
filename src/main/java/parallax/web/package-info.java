/// The frame around every page: what goes wrong in words, how pages are encoded, help.
@NullMarked
package parallax.web;

import org.jspecify.annotations.NullMarked;

/// Bringing a study about: beginning one, its items and people, publishing it, and taking out of a draft what
/// should not be published.
@NullMarked
package parallax.design;

import org.jspecify.annotations.NullMarked;

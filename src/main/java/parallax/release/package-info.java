/// Releases: frozen, dated sets of aggregates for those who may not read single judgments. What is hidden in
/// one is decided once over everything that it shows, and attacked before anybody sees it.
@NullMarked
package parallax.release;

import org.jspecify.annotations.NullMarked;

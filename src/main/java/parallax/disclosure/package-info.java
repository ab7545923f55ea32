/// Which figures of a study are shown to whom: those of this moment to whoever may read single judgments, those of
/// a release to everybody else. Every page, API row and export of aggregates asks [parallax.disclosure.Sights].
@NullMarked
package parallax.disclosure;

import org.jspecify.annotations.NullMarked;

/// What may be shown of a study to whom. Every page, API row and export of aggregates goes through
/// [parallax.disclosure.Disclosure].
@NullMarked
package parallax.disclosure;

import org.jspecify.annotations.NullMarked;

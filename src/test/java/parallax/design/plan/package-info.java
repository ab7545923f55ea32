/// A plan of a study as a file: read, refused, written, made a study.
@NullMarked
package parallax.design.plan;

import org.jspecify.annotations.NullMarked;

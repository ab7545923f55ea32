/// Analytics on a study: durable jobs that read its answers in one scan and store estimates with what they
/// are of, and the standing figures that pages read.
@NullMarked
package parallax.analysis;

import org.jspecify.annotations.NullMarked;

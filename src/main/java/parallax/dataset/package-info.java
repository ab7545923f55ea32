/// Import and export: studies out of files and files out of studies.
@NullMarked
package parallax.dataset;

import org.jspecify.annotations.NullMarked;

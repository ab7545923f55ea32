/// Any file as rows of named text: containers, encodings, separators, sheets, JSON records and Parquet;
/// and the words in which a file is refused or remarked on. Plain Java: no database, no web, no command
/// line.
@NullMarked
package parallax.dataset.table;

import org.jspecify.annotations.NullMarked;

/// The report of a release: one signed file that says what was found, of whom, and how. Begin reading at
/// [parallax.report.document.ReportMaking].
@NullMarked
package parallax.report.document;

import org.jspecify.annotations.NullMarked;

package parallax.design;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import parallax.assignment.Exposure;
import parallax.assignment.ProblemReports;

/// How a study's raters fare: what they have read together, and the problems with items that they
/// reported.
///
/// @param withdrawn how many took their data back
/// @param mayExport whether the viewer may have the reports as a file
@CheckedTemplate(basePath = "design", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record ProblemsPage(
        long id,
        String title,
        List<Exposure.Load> loads,
        long withdrawn,
        List<ProblemReports.Report> reports,
        boolean mayExport,
        String notice)
        implements TemplateInstance {}

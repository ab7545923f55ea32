package parallax.design;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import parallax.study.Strata;
import parallax.study.Study;
import parallax.web.FormText;

/// The strata of a published study, and what more can be asked for in each.
///
/// @param problems what must be put right, by the name of the field
@CheckedTemplate(basePath = "design", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record StrataPage(long id, String title, boolean changeable, List<Line> strata, Map<String, String> problems)
        implements TemplateInstance {

    /// @param target as it was typed
    /// @param replication as it was typed
    public record Line(Strata.Standing standing, String target, String replication) {
        public String name(String field) {
            return "s" + standing.id() + "." + field;
        }

        Optional<String> fault(Study study, RunningStudy running) {
            return target.matches("\\d{1,7}") && replication.matches("\\d{1,5}")
                    ? running.refusal(study, wanted())
                    : Optional.of("Raters and judgments per item in “" + standing.label() + "” must be whole numbers.");
        }

        RunningStudy.Wanted wanted() {
            return new RunningStudy.Wanted(standing.id(), Integer.parseInt(target), Integer.parseInt(replication));
        }
    }

    static StrataPage of(Study study, List<Line> strata, Map<String, String> problems) {
        return new StrataPage(study.id(), study.title(), RunningStudy.canChange(study), strata, problems);
    }

    static List<Line> lines(List<Strata.Standing> strata) {
        return strata.stream()
                .map(s -> new Line(s, String.valueOf(s.target()), String.valueOf(s.replication())))
                .toList();
    }

    /// With what was typed; a field that was not sent is as it stands.
    static List<Line> typed(List<Strata.Standing> strata, MultivaluedMap<String, String> fields) {
        return lines(strata).stream()
                .map(line -> new Line(
                        line.standing(),
                        FormText.of(Objects.requireNonNullElse(fields.getFirst(line.name("target")), line.target())),
                        FormText.of(Objects.requireNonNullElse(
                                fields.getFirst(line.name("replication")), line.replication()))))
                .toList();
    }
}

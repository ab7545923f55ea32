package parallax.design.plan;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import parallax.study.Studies;
import parallax.study.Study;

/// Where a command finds a plan: in a file, or in a study.
@ApplicationScoped
class PlanSource {
    private final Studies studies;
    private final Plans plans;

    PlanSource(Studies studies, Plans plans) {
        this.studies = studies;
        this.plans = plans;
    }

    /// @throws IllegalArgumentException if there is no such file
    static WholePlan file(Path file) throws PlanRefused {
        try {
            return PlanText.read(Files.readString(file));
        } catch (CharacterCodingException notText) {
            throw new PlanRefused(List.of(new PlanFault(0, "", "the file is not text in UTF-8")));
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("The file " + file + " cannot be read.", unreadable);
        }
    }

    /// @throws IllegalArgumentException if there is no such study
    /// @throws IllegalStateException if it was imported
    WholePlan study(String codeOrId) {
        OptionalLong found = studies.find(codeOrId);
        if (found.isEmpty()) {
            throw new IllegalArgumentException("There is no study with the code or id '" + codeOrId + "'.");
        }
        return plans.of(Study.findById(found.getAsLong()));
    }

    /// @param named a file; or, where there is none of that name, a study
    WholePlan either(String named) throws PlanRefused {
        Path file = Path.of(named);
        return Files.exists(file) ? file(file) : study(named);
    }
}

package parallax.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.BadRequestException;
import org.jspecify.annotations.Nullable;
import parallax.analysis.Exclusion;
import parallax.analysis.Exclusions;
import parallax.study.StudyAccess;

/// The parameter `exclude` of whatever shows results.
@ApplicationScoped
class ApiExclusions {
    static final String DESCRIPTION =
            "an exclusion's name: without the raters whom it leaves out; for researchers who may"
                    + " read individual judgments";

    private final StudyAccess access;
    private final Exclusions exclusions;

    ApiExclusions(StudyAccess access, Exclusions exclusions) {
        this.access = access;
        this.exclusions = exclusions;
    }

    /// @param name as it was asked for; empty for none
    /// @param release the release that was asked for too, which leaves nobody out; null for none
    @Nullable
    Exclusion without(long studyId, String name, @Nullable Integer release) {
        if (name.isEmpty()) {
            return null;
        }
        access.analyze(studyId);
        if (release != null) {
            throw new BadRequestException("A release leaves nobody out: ask for exclude or for release, not for both.");
        }
        return exclusions
                .find(studyId, name)
                .filter(rule -> !rule.retired())
                .orElseThrow(() -> new BadRequestException("This study has no exclusion “" + name + "” in use."));
    }
}

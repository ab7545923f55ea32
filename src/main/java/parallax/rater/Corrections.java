package parallax.rater;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parallax.identity.AuditAction;
import parallax.study.Population;
import parallax.study.Populations;

/// Raters correct what they said of themselves, where their study allows it. What they said before is
/// kept beside it, their groups are worked out anew by the study's mapping, and their place stays the
/// one they were taken in for.
@ApplicationScoped
public class Corrections {
    private final Populations populations;
    private final Participations participations;
    private final DemographicRows rows;

    public Corrections(Populations populations, Participations participations, DemographicRows rows) {
        this.populations = populations;
        this.participations = participations;
        this.rows = rows;
    }

    /// Whether there is something that a rater could correct: they were taken in.
    public boolean isOpenTo(Participation rater) {
        return switch (rater.state()) {
            case ADMITTED, COMPLETED, ENDED_EARLY -> true;
            case ARRIVED, CONSENTED, NOT_UNDERSTOOD, SCREENED_OUT, LAPSED, WITHDRAWN -> false;
        };
    }

    /// What they say now, as the fields of [AboutYouForm].
    public Map<String, List<String>> fields(Participation rater) {
        var fields = new LinkedHashMap<String, List<String>>();
        Map<Long, Population.Axis> axes = new LinkedHashMap<>();
        populations.axes(rater.studyId()).forEach(axis -> axes.put(axis.id(), axis));
        for (Demographics.Said said : rows.of(rater.id())) {
            Population.Axis axis = axes.get(said.axisId());
            if (axis != null) {
                fields.putAll(fields(axis, said));
            }
        }
        return fields;
    }

    private static Map<String, List<String>> fields(Population.Axis axis, Demographics.Said said) {
        if (said.isDeclined()) {
            return Map.of("axis." + axis.code(), List.of(AboutYouPage.DECLINED));
        }
        var chosen = new ArrayList<String>();
        String ownWords = "";
        for (Demographics.Value value : said.values()) {
            boolean offered = axis.choices().contains(value.raw());
            chosen.add(offered ? value.raw() : AboutYouPage.SELF_DESCRIBED);
            ownWords = offered ? ownWords : value.raw();
        }
        return Map.of("axis." + axis.code(), chosen, "self." + axis.code(), List.of(ownWords));
    }

    /// @return whether anything changed; then a rater's groups may be others, and figures of before are
    ///   behind
    @Transactional
    public boolean correct(long participationId, Demographics demographics) {
        Participation rater = participations.locked(participationId);
        if (!isOpenTo(rater)) {
            return false;
        }
        Map<Long, Demographics.Said> before = new LinkedHashMap<>();
        rows.of(rater.id()).forEach(said -> before.put(said.axisId(), said));
        List<Demographics.Said> changed = demographics.said().stream()
                .filter(said -> !said.equals(before.get(said.axisId())))
                .toList();
        changed.forEach(said -> rows.replace(rater.id(), said.axisId()));
        rows.keep(rater.id(), changed, demographics.groups(populations.ofStudy(rater.studyId())));
        if (!changed.isEmpty()) {
            participations.audit(AuditAction.RATER_CORRECTED, rater);
        }
        return !changed.isEmpty();
    }
}

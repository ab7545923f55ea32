package parallax.design;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.UriBuilder;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parallax.design.AuditTrailPage.Choice;
import parallax.design.AuditTrailPage.Fact;
import parallax.design.AuditTrailPage.Line;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntries;
import parallax.identity.AuditEntries.Filter;
import parallax.study.Study;

/// Makes the page of the audit trail: entries in plain words, with the titles of studies.
@ApplicationScoped
class AuditTrailPages {
    static final int PAGE = 50;
    private static final int HASH_SHOWN = 12;
    private static final DateTimeFormatter TO_THE_SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final AuditEntries entries;

    AuditTrailPages(AuditEntries entries) {
        this.entries = entries;
    }

    /// @param before the id that the entries lie before; null for the newest
    AuditTrailPage of(Filter filter, @Nullable Long before) {
        List<AuditEntries.Stored> found = entries.before(filter, before == null ? Long.MAX_VALUE : before, PAGE + 1);
        List<AuditEntries.Stored> shown = found.subList(0, Math.min(PAGE, found.size()));
        Map<Long, String> titles = titles();
        return new AuditTrailPage(
                studies(filter, titles),
                actions(filter),
                shown.stream().map(entry -> line(entry, titles)).toList(),
                found.size() > PAGE ? address(filter, shown.getLast().id()) : "",
                before == null ? "" : address(filter, null));
    }

    private static Map<Long, String> titles() {
        List<Study> newestFirst = Study.list("order by createdAt desc, id desc");
        return newestFirst.stream().collect(Collectors.toMap(Study::id, Study::title, (a, b) -> a, LinkedHashMap::new));
    }

    private static List<Choice> studies(Filter filter, Map<Long, String> titles) {
        Long chosen = filter.studyId();
        var choices = new ArrayList<Choice>();
        choices.add(new Choice("", "Everywhere", chosen == null));
        var all = new LinkedHashMap<>(titles);
        if (chosen != null) {
            all.computeIfAbsent(chosen, AuditTrailPages::gone);
        }
        all.forEach((id, title) -> choices.add(new Choice(id.toString(), title, id.equals(chosen))));
        return choices;
    }

    private static List<Choice> actions(Filter filter) {
        var choices = new ArrayList<Choice>();
        choices.add(new Choice(Filter.ALL, "Everything", filter.actions().equals(Filter.ALL)));
        choices.add(new Choice(
                Filter.OF_STAFF,
                "Everything but what raters do",
                filter.actions().equals(Filter.OF_STAFF)));
        for (AuditAction action : AuditAction.values()) {
            choices.add(new Choice(
                    action.word(), sentence(action.told()), filter.actions().equals(action.word())));
        }
        return choices;
    }

    private static Line line(AuditEntries.Stored entry, Map<Long, String> titles) {
        Long study = entry.studyId();
        boolean there = study != null && titles.containsKey(study);
        return new Line(
                TO_THE_SECOND.format(entry.at()),
                who(entry.by()),
                what(entry),
                study == null ? "" : titles.getOrDefault(study, gone(study)),
                there ? "/studies/" + study : "",
                entry.detail().entrySet().stream().map(AuditTrailPages::fact).toList());
    }

    private static String who(AuditEntries.By by) {
        return switch (by.kind()) {
            case "account" -> by.name().isEmpty() ? "account " + by.id() : by.name();
            case "participation" -> "rater " + by.id();
            default -> "the installation";
        };
    }

    /// “removed an item (12)”, “closed an account (Ines)”.
    private static String what(AuditEntries.Stored entry) {
        Optional<AuditAction> action = AuditAction.of(entry.action());
        String told = action.map(AuditAction::told).orElse(entry.action());
        if (!entry.subjectName().isEmpty()) {
            boolean oneself = entry.by().kind().equals("account")
                    && Objects.equals(entry.by().id(), entry.subjectId());
            return oneself ? told : told + " (" + entry.subjectName() + ")";
        }
        boolean saysMore = entry.subjectId() != null
                && !entry.subjectId().equals(entry.studyId())
                && !entry.by().kind().equals("participation");
        return saysMore ? told + " (" + entry.subjectId() + ")" : told;
    }

    /// Hashes are long and say nothing but whether two are the same.
    private static Fact fact(Map.Entry<String, String> detail) {
        boolean hash = detail.getValue().matches("[0-9a-f]{64}");
        return new Fact(detail.getKey(), hash ? detail.getValue().substring(0, HASH_SHOWN) + "…" : detail.getValue());
    }

    private static String gone(long study) {
        return "study " + study + ", deleted";
    }

    private static String sentence(String told) {
        return Character.toUpperCase(told.charAt(0)) + told.substring(1);
    }

    private static String address(Filter filter, @Nullable Long before) {
        UriBuilder address = UriBuilder.fromPath("/audit-trail");
        if (filter.studyId() != null) {
            address.queryParam("study", filter.studyId());
        }
        if (!filter.actions().isEmpty()) {
            address.queryParam("action", filter.actions());
        }
        if (before != null) {
            address.queryParam("before", before);
        }
        return address.build().toString();
    }
}

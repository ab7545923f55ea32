package parallax.release;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parallax.release.ReleasedQuestion.ReleasedAxis;
import parallax.release.ReleasedQuestion.ReleasedGroup;
import parallax.study.Study;

/// Makes the pages of releases.
@ApplicationScoped
public class ReleasePages {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Releases releases;

    public ReleasePages(Releases releases) {
        this.releases = releases;
    }

    /// “1 December 2026, 12:04 UTC”.
    public static String day(Instant moment) {
        return DAY.format(moment);
    }

    ReleasesPage list(Study study, boolean mayMake, String problem) {
        List<Release> all = releases.ofStudy(study.id());
        return new ReleasesPage(
                study.id(),
                study.notice(),
                study.state().word(),
                LeastGroup.of(study),
                all.stream()
                        .map(release -> new ReleasesPage.Line(
                                release.number(),
                                made(release),
                                raters(release.extent().raters()),
                                count(release.extent().judgments()),
                                release.withdrawnSince(),
                                state(release)))
                        .toList(),
                mayMake,
                problem);
    }

    ReleasePage preview(Study study, ReleaseDraft draft) {
        boolean preview = true;
        boolean act = draft.mayBeMade();
        Audit audit = draft.audit();
        return new ReleasePage(
                study.id(),
                study.notice(),
                draft.number(),
                preview,
                draft.refusal(),
                new ReleasePage.About(
                        "",
                        "",
                        raters(draft.counted().raters()),
                        count(draft.counted().judgments().size()),
                        draft.least(),
                        waiting(draft.counted().waiting()),
                        audit == null ? "" : audit(Release.AuditSummary.of(audit))),
                shown(draft.questions(), draft.people(), draft.least()),
                act);
    }

    ReleasePage page(Study study, Release release, boolean mayCallBack) {
        boolean preview = false;
        boolean act = mayCallBack && !release.isCalledBack();
        return new ReleasePage(
                study.id(),
                study.notice(),
                release.number(),
                preview,
                "",
                new ReleasePage.About(
                        made(release),
                        state(release),
                        raters(release.extent().raters()),
                        count(release.extent().judgments()),
                        release.least(),
                        withdrawn(release.withdrawnSince()),
                        audit(release.audit())),
                release.isCalledBack()
                        ? new ReleasePage.Shown(List.of(), List.of(), List.of())
                        : shown(releases.questions(release.id()), Map.of(), release.least()),
                act);
    }

    /// Whether the release is the one that viewers see, in words.
    String state(Release release) {
        Instant back = release.calledBack();
        if (back != null) {
            return "called back on " + day(back);
        }
        return newest(release) ? "shown to viewers" : "replaced by a later one";
    }

    private boolean newest(Release release) {
        return releases.standing(releases.study(release.id())).stream()
                .findFirst()
                .filter(first -> first.number() == release.number())
                .isPresent();
    }

    /// Which release figures are of: “Release 2, made on 1 December 2026, 12:04 UTC. Nobody has taken …”.
    public static String inWords(Release release) {
        return "Release " + release.number() + ", made on " + day(release.made().at()) + ". "
                + withdrawn(release.withdrawnSince());
    }

    /// The same for a list to choose from.
    public static String briefly(Release release) {
        return "Release " + release.number() + " of " + day(release.made().at());
    }

    private static String made(Release release) {
        return day(release.made().at())
                + switch (release.made().how()) {
                    case HAND -> ", by hand";
                    case RULE -> ", by the study’s rule";
                };
    }

    private static String raters(@Nullable Integer raters) {
        return raters == null ? "unknown" : count(raters);
    }

    private static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    private static String waiting(int raters) {
        return raters == 0
                ? ""
                : raters == 1
                        ? "One rater with new answers waits for a later release, as too few others of a group are new."
                        : raters
                                + " raters with new answers wait for a later release, as too few others of a group are new.";
    }

    /// How many took their data back since, in a sentence.
    public static String withdrawn(long raters) {
        return raters == 0
                ? "Nobody has taken their data back since."
                : raters == 1
                        ? "One rater has taken their data back since, and may still be counted here."
                        : count(raters) + " raters have taken their data back since, and may still be counted here.";
    }

    private static String audit(Release.AuditSummary audit) {
        if (audit.tables() == 0) {
            return "Nothing is hidden, so that there was nothing to find out.";
        }
        return "An attack on " + count(audit.tables()) + " tables tried to find out " + count(audit.hidden())
                + " hidden counts, and found none"
                + (audit.closest().isEmpty()
                        ? "."
                        : ". The total that it could bound most closely is " + audit.closest() + ".");
    }

    /// @param counted raters by axis and group, hidden or not, in a preview; none of a release
    private static ReleasePage.Shown shown(
            List<ReleasedQuestion> questions, Map<String, Map<String, Integer>> counted, int least) {
        var people = new ArrayList<ReleasePage.Person>();
        var hidden = new ArrayList<String>();
        var items = new ArrayList<ReleasePage.Items>();
        Set<String> everywhere = questions.stream()
                .filter(ReleasedQuestion::isOfPeople)
                .flatMap(question -> hiddenIn(question).stream())
                .collect(Collectors.toSet());
        for (ReleasedQuestion question : questions) {
            if (question.isOfPeople()) {
                for (ReleasedAxis axis : question.axes()) {
                    axis.groups()
                            .forEach(group -> people.add(new ReleasePage.Person(
                                    axis.axis(),
                                    group.group(),
                                    raters(group, counted.getOrDefault(axis.axis(), Map.of()), least))));
                }
                continue;
            }
            List<String> more = hiddenIn(question).stream()
                    .filter(group -> !everywhere.contains(group))
                    .toList();
            if (!more.isEmpty()) {
                hidden.add(question.question() + ": " + String.join("; ", more)
                        + ", as too few of the hidden raters gave some answer, or too little else would stay open");
            }
            items.add(items(question));
        }
        return new ReleasePage.Shown(people, hidden, items);
    }

    private static List<String> hiddenIn(ReleasedQuestion question) {
        return question.axes().stream()
                .flatMap(axis -> axis.groups().stream()
                        .filter(group -> group.totals() == null)
                        .map(group -> axis.axis() + ": " + group.group()))
                .toList();
    }

    private static String raters(ReleasedGroup group, Map<String, Integer> counted, int least) {
        ReleasedQuestion.Totals totals = group.totals();
        if (totals != null) {
            return raters(totals.raters());
        }
        Integer own = counted.get(group.group());
        if (own == null) {
            return "hidden";
        }
        return own < least
                ? "hidden: " + own + ", fewer than " + least
                : "hidden: " + own + ", so that no small group can be told from the others";
    }

    private static ReleasePage.Items items(ReleasedQuestion question) {
        long shown = question.items().values().stream().filter(Objects::nonNull).count();
        String byGroup = question.axes().stream()
                .map(axis -> axis.axis() + " "
                        + axis.groups().stream()
                                .mapToInt(group -> group.items().size())
                                .max()
                                .orElse(0))
                .collect(Collectors.joining(", "));
        return new ReleasePage.Items(
                question.question(),
                count(shown) + " of " + count(question.items().size()),
                byGroup);
    }
}

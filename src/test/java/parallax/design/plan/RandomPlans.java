package parallax.design.plan;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parallax.analysis.AnalysisPlan;
import parallax.analysis.PlannedLimit;
import parallax.analytics.UnsurePolicy;
import parallax.rater.Panel;
import parallax.rater.Retention;
import parallax.study.AnswerOption;
import parallax.study.Asking;
import parallax.study.AxisAnswers;
import parallax.study.Comprehension;
import parallax.study.Conditions;
import parallax.study.ConsentInformation;
import parallax.study.Consents;
import parallax.study.Derived;
import parallax.study.Insertions;
import parallax.study.PanelCodes;
import parallax.study.Practice;
import parallax.study.Question;
import parallax.study.Reading;
import parallax.study.Rubric;
import parallax.study.Sampling;
import parallax.study.Severity;
import parallax.study.Signal;
import parallax.study.SingleChoice;
import parallax.study.StudyPlan;
import parallax.study.Wording;

/// Plans as dice throw them, with everything in them that a plan may hold and that a file may stumble
/// over.
public final class RandomPlans {
    private static final List<String> WORDS = List.of(
            "yes",
            "no",
            "~",
            "null",
            "true",
            "12",
            "0x1F",
            "1_000",
            "1:30",
            ".5",
            "2026-11-30",
            "- item",
            "# no comment",
            "a: b",
            "a #b",
            "\"quoted\"",
            "it's",
            "{brace}",
            "[list]",
            "&anchor",
            "*alias",
            "!tag",
            "%directive",
            "@at",
            "`tick`",
            "|",
            ">",
            "?",
            "ends with:",
            "Ünïcødé ﷽ 😀",
            "\u202Ereversed",
            "back\\slash",
            "tab\there",
            "=",
            "<<",
            "1e3",
            "NaN",
            "a  b",
            "…",
            "“”",
            "plain words",
            "\u00A0x",
            "x\u2028y");

    private final Random dice;
    private int made;

    public RandomPlans(long seed) {
        dice = new Random(seed);
    }

    public WholePlan plan() {
        List<StudyPlan.AxisPlan> axes =
                IntStream.range(0, dice.nextInt(4)).mapToObj(this::axis).toList();
        Rubric rubric = switch (dice.nextInt(5)) {
            case 0 -> Rubric.named("safety-short");
            case 1 -> Rubric.named("question-types");
            default -> rubric();
        };
        Consents.Terms terms = terms();
        var study = new StudyPlan(
                terms.introduction(line()),
                terms.statement(),
                rubric,
                axes,
                strata(axes),
                new Sampling(number(1, 10_000), number(1, 20), 1, number(1, 1440), number(2, 1000)),
                dice.nextBoolean() ? StudyPlan.Raters.PEOPLE : StudyPlan.Raters.SIMULATED,
                new PanelCodes(maybe(this::line), maybe(this::line), "", maybe(this::address), "", ""));
        return new WholePlan(study, terms, practice(), care(), panel(), retention(), analysis(rubric, axes));
    }

    private StudyPlan.AxisPlan axis(int number) {
        List<String> choices = distinct(number(1, 5));
        return new StudyPlan.AxisPlan(
                "axis" + number, text(), one(List.of(AxisAnswers.values())), choices, "Else " + made++);
    }

    /// Some crossings of the axes' groups, and perhaps those who decline.
    private List<StudyPlan.StratumPlan> strata(List<StudyPlan.AxisPlan> axes) {
        var strata = new ArrayList<StudyPlan.StratumPlan>();
        for (String label : distinct(number(1, 5))) {
            Map<String, Set<String>> groups = new HashMap<>();
            for (StudyPlan.AxisPlan axis : axes) {
                var chosen = new HashSet<>(
                        axis.groups().stream().filter(g -> dice.nextInt(3) == 0).toList());
                if (!chosen.isEmpty()) {
                    groups.put(axis.code(), chosen);
                }
            }
            strata.add(new StudyPlan.StratumPlan(
                    label, number(1, 1_000_000), groups, false, dice.nextBoolean() ? null : (Integer) number(1, 20)));
        }
        if (dice.nextBoolean()) {
            strata.add(StudyPlan.StratumPlan.undisclosed("Undisclosed " + made++, number(1, 100)));
        }
        return strata;
    }

    private Rubric rubric() {
        int nGroups = number(1, 3);
        var groups = new ArrayList<Rubric.Group>();
        for (int g = 0; g < nGroups; g++) {
            var questions = new ArrayList<Question>();
            for (int q = number(1, 4); q > 0; q--) {
                boolean feeds = dice.nextBoolean();
                questions.add(new SingleChoice(
                        "q" + made++ + "." + word(), wording(), options(feeds), feeds ? Asking.FEEDING : Asking.ALONE));
            }
            groups.add(new Rubric.Group(line(), text(), questions));
        }
        groups.add(new Rubric.Group("Over all", "", List.of(new Derived("overall", wording(), options(true)))));
        boolean fed = groups.stream().flatMap(g -> g.questions().stream()).anyMatch(Question::isFeeding);
        return new Rubric(line(), fed ? groups : groups.subList(0, nGroups));
    }

    private List<AnswerOption> options(boolean read) {
        List<AnswerOption> options = new ArrayList<>();
        for (int i = number(2, 5); i > 0; i--) {
            Reading reading = one(List.of(Reading.values()));
            options.add(new AnswerOption("o" + made++, line(), read || dice.nextBoolean() ? reading : null));
        }
        return options;
    }

    private Wording wording() {
        return new Wording(text(), maybe(this::text), maybe(this::text), maybe(this::text));
    }

    private Consents.Terms terms() {
        return new Consents.Terms(
                text(),
                new ConsentInformation(
                        maybe(this::text),
                        new ConsentInformation.Conductor(maybe(this::line), maybe(this::line), maybe(this::line)),
                        new ConsentInformation.Contents(
                                maybe(this::text),
                                IntStream.range(0, dice.nextInt(3))
                                        .mapToObj(i -> new ConsentInformation.Kind(
                                                "Kind " + made++ + " " + word().replace(";", ""),
                                                one(List.of(Severity.values())),
                                                number(0, 100)))
                                        .map(k -> new ConsentInformation.Kind(
                                                k.name().strip(), k.severity(), k.percent()))
                                        .toList()),
                        maybe(this::line),
                        number(1, 1000),
                        maybe(this::text),
                        maybe(this::text)),
                maybe(() -> "Everywhere: " + word().strip()),
                new Conditions(dice.nextBoolean(), number(0, 100), number(0, 1440)));
    }

    private Practice.Plan practice() {
        List<Practice.Question> questions = IntStream.range(0, dice.nextInt(3))
                .mapToObj(i -> {
                    List<String> options = distinct(number(2, 5));
                    return new Practice.Question("Question " + line(), options, dice.nextInt(options.size()));
                })
                .toList();
        return new Practice.Plan(
                new Comprehension(maybe(this::text), number(1, 10), maybe(this::line), maybe(this::address)),
                questions,
                dice.nextBoolean() ? null : new Practice.Trial(text(), text()));
    }

    private WholePlan.Care care() {
        var signals = new EnumMap<Signal, Double>(Signal.class);
        for (Signal signal : Signal.values()) {
            if (dice.nextInt(3) == 0) {
                signals.put(signal, Math.min(signal.most(), number(1, 8) / 8.0));
            }
        }
        return new WholePlan.Care(new Insertions(rate(), rate(), number(1, 100)), signals);
    }

    private @Nullable Panel panel() {
        return dice.nextBoolean() ? null : new Panel(line(), "PID_" + made++, maybe(() -> "SESSION"), null);
    }

    private Retention retention() {
        return new Retention(number(0, 3650), number(0, 3650), number(0, 3650), 0);
    }

    private AnalysisPlan analysis(Rubric rubric, List<StudyPlan.AxisPlan> axes) {
        if (dice.nextBoolean()) {
            return AnalysisPlan.NONE;
        }
        List<String> codes = axes.stream().map(StudyPlan.AxisPlan::code).toList();
        return new AnalysisPlan(
                rubric.questions().findFirst().orElseThrow().code(),
                Stream.concat(
                                codes.stream(),
                                codes.size() < 2 ? Stream.of() : Stream.of(codes.get(0) + "*" + codes.get(1)))
                        .toList(),
                List.of(UnsurePolicy.values()).subList(0, dice.nextInt(4)),
                dice.nextBoolean() ? List.of() : List.of("pUnsafe", "groupAssociationIndex"),
                axes.stream()
                        .map(a -> new AnalysisPlan.PlannedContrast(
                                a.code(), a.groups().getFirst(), a.groups().getLast()))
                        .toList(),
                IntStream.range(0, dice.nextInt(3))
                        .mapToObj(i -> new PlannedLimit(
                                rubric.questions().findFirst().orElseThrow().code(),
                                one(List.of(UnsurePolicy.values())),
                                codes.subList(0, dice.nextInt(codes.size() + 1)),
                                number(0, 8) / 8.0,
                                dice.nextBoolean() ? null : (Integer) number(2, 1000),
                                one(List.of(PlannedLimit.Bounds.values()))))
                        .toList(),
                maybe(this::text));
    }

    private List<String> distinct(int n) {
        return IntStream.range(0, n)
                .mapToObj(i -> (word() + " " + made++).strip())
                .toList();
    }

    private int rate() {
        return dice.nextBoolean() ? 0 : number(2, 100);
    }

    private int number(int least, int most) {
        return dice.nextInt(most - least + 1) + least;
    }

    private String maybe(Supplier<String> text) {
        return dice.nextBoolean() ? "" : text.get();
    }

    private <T> T one(List<T> of) {
        return of.get(dice.nextInt(of.size()));
    }

    private String word() {
        return one(WORDS);
    }

    private String address() {
        return "https://" + word().replace("\u2028", "");
    }

    /// One line without spaces around it.
    private String line() {
        return (word() + " " + word())
                .strip()
                .replace("\u2028", " ")
                .replace("\u0085", " ")
                .strip();
    }

    /// Some lines.
    private String text() {
        var lines = new ArrayList<String>();
        for (int i = number(1, 4); i > 0; i--) {
            lines.add(dice.nextInt(5) == 0 ? "" : " ".repeat(dice.nextInt(3)) + word() + " ".repeat(dice.nextInt(2)));
        }
        String text = String.join("\n", lines).strip();
        return text.isEmpty() ? "x" : text;
    }
}

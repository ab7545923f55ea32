package parallax.dataset.imports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import parallax.dataset.Layout;
import parallax.dataset.table.FileRefused;
import parallax.dataset.table.Notes;
import parallax.dataset.table.Problems;
import parallax.dataset.table.Sentences;
import parallax.study.AnswerOption;
import parallax.study.Asking;
import parallax.study.Derived;
import parallax.study.InWords;
import parallax.study.OrdinalScale;
import parallax.study.Pairwise;
import parallax.study.Question;
import parallax.study.Reading;
import parallax.study.Rubric;
import parallax.study.Rubric.Group;
import parallax.study.SeveralOptions;
import parallax.study.SingleChoice;
import parallax.study.Wording;

/// The rubric that a file answers: a known one, or one made of the file's own questions.
final class ImportedRubric {
    private static final List<String> BUNDLED = List.of("dices-350", "dices-990", "safety-short");

    private final ImportRequest request;
    private final AnswerSheet answers;
    private final String file;
    private final Problems problems;
    private final Notes notes;

    private ImportedRubric(ImportRequest request, AnswerSheet answers, String file, Problems problems, Notes notes) {
        this.notes = notes;
        this.request = request;
        this.answers = answers;
        this.file = file;
        this.problems = problems;
    }

    /// The rubric, after every answer in the file has been held against it.
    static Rubric of(
            ImportRequest request, Layout layout, AnswerSheet answers, String file, Problems problems, Notes notes)
            throws FileRefused {
        return new ImportedRubric(request, answers, file, problems, notes).resolve(layout);
    }

    private Rubric resolve(Layout layout) throws FileRefused {
        Rubric rubric;
        if (layout.isDices()) {
            rubric = answeredBy(Rubric.named(layout.rubric()));
        } else if (request.asked().rubric() != null) {
            rubric = answeredBy(request.asked().rubric());
        } else {
            Optional<Rubric> bundled = bundled();
            rubric = bundled.isPresent() ? answeredBy(bundled.get()) : fromFile();
        }
        problems.refuseIfAny();
        return rubric;
    }

    /// The bundled rubric that has every question of the file, cut down to the file's questions.
    private Optional<Rubric> bundled() {
        Set<String> codes = codes();
        if (codes.isEmpty() || !request.asked().options().equals(ImportRequest.NO_UNSURE_YES)) {
            return Optional.empty();
        }
        return BUNDLED.stream()
                .map(Rubric::named)
                .filter(rubric ->
                        rubric.questions().map(Question::code).toList().containsAll(codes))
                .findFirst()
                .map(rubric -> cutDown(rubric, codes));
    }

    private Set<String> codes() {
        return answers.questions().stream().map(AnswerSheet.Sheet::code).collect(Collectors.toSet());
    }

    /// A derived question stays derived only where every question that it combines is there.
    private static Rubric cutDown(Rubric rubric, Set<String> codes) {
        List<Group> groups = new ArrayList<>();
        for (Group group : rubric.groups()) {
            List<Question> kept = new ArrayList<>();
            for (Question question : group.questions()) {
                if (codes.contains(question.code())) {
                    boolean whole = codes.containsAll(codesOf(rubric.combined(group)));
                    kept.add(whole ? question : askedInstead(question));
                }
            }
            if (!kept.isEmpty()) {
                groups.add(new Group(group.title(), group.guidance(), kept));
            }
        }
        return new Rubric(rubric.title(), groups);
    }

    private static List<String> codesOf(List<Question> questions) {
        return questions.stream().map(Question::code).toList();
    }

    private static Question askedInstead(Question question) {
        return switch (question) {
            case SingleChoice choice -> choice;
            case OrdinalScale scale -> scale;
            case Pairwise pairwise -> pairwise;
            case SeveralOptions several -> several;
            case InWords text -> text;
            case Derived derived ->
                new SingleChoice(derived.code(), derived.wording(), derived.options(), Asking.ALONE);
        };
    }

    /// The rubric with the file's own values added to questions that say nothing about safety. Other
    /// values are mistakes.
    private Rubric answeredBy(Rubric rubric) throws FileRefused {
        Set<String> asked = new HashSet<>(rubric.questions().map(Question::code).toList());
        for (AnswerSheet.Sheet sheet : answers.questions()) {
            if (!asked.contains(sheet.code())) {
                long line = sheet.values().values().stream()
                        .mapToLong(AnswerSheet.Occurrence::firstLine)
                        .min()
                        .orElse(0);
                problems.add(
                        file, line, null, "the rubric '" + rubric.title() + "' has no question '" + sheet.code() + "'");
            }
        }
        List<Group> groups = new ArrayList<>();
        for (Group group : rubric.groups()) {
            List<Question> questions = new ArrayList<>();
            for (Question question : group.questions()) {
                questions.add(answeredBy(question));
            }
            groups.add(new Group(group.title(), group.guidance(), questions));
        }
        return new Rubric(rubric.title(), groups);
    }

    private Question answeredBy(Question question) throws FileRefused {
        return switch (question) {
            case SingleChoice choice ->
                new SingleChoice(choice.code(), choice.wording(), answered(choice), choice.asking());
            case OrdinalScale scale -> {
                refuseUnknown(scale);
                yield scale;
            }
            case Pairwise pairwise -> {
                refuseUnknown(pairwise);
                yield pairwise;
            }
            case SeveralOptions several -> notImported(several, "several answers");
            case InWords text -> notImported(text, "answers in words");
            case Derived derived -> new Derived(derived.code(), derived.wording(), answered(derived));
        };
    }

    /// Only answers that are one option come in.
    private Question notImported(Question question, String what) throws FileRefused {
        if (codes().contains(question.code())) {
            problems.add(file, 0, question.code(), "questions with " + what + " cannot be imported yet");
        }
        return question;
    }

    private void refuseUnknown(Question question) throws FileRefused {
        List<String> offered = codesIn(question.options());
        for (var value : answers.question(question.code()).values().entrySet()) {
            if (!offered.contains(value.getKey())) {
                unknownAnswer(question.code(), value, offered, "");
            }
        }
    }

    private List<AnswerOption> answered(Question question) throws FileRefused {
        List<AnswerOption> offered = question.options();
        boolean open = offered.stream().allMatch(option -> option.reading() == null);
        Set<String> known = offered.stream().map(AnswerOption::code).collect(Collectors.toSet());
        List<AnswerOption> options = new ArrayList<>(offered);
        for (var value : answers.question(question.code()).values().entrySet()) {
            if (known.contains(value.getKey())) {
                continue;
            }
            if (open) {
                options.add(new AnswerOption(value.getKey(), value.getKey(), null));
            } else {
                unknownAnswer(question.code(), value, codesIn(offered), "");
            }
        }
        return options;
    }

    private void unknownAnswer(
            String question, Map.Entry<String, AnswerSheet.Occurrence> value, List<String> options, String hint)
            throws FileRefused {
        problems.add(
                file,
                value.getValue().firstLine(),
                question,
                Sentences.notAnOption(value.getKey(), value.getValue().count(), options) + hint);
    }

    private Rubric fromFile() throws FileRefused {
        List<Question> questions = new ArrayList<>();
        for (AnswerSheet.Sheet sheet : answers.questions()) {
            List<String> codes = request.asked().options().isEmpty()
                    ? List.copyOf(sheet.values().keySet())
                    : request.asked().options();
            for (var value : sheet.values().entrySet()) {
                if (!codes.contains(value.getKey())) {
                    unknownAnswer(sheet.code(), value, codes, " (name the answers with --options)");
                }
            }
            noteSeveral(sheet, codes);
            if (codes.size() < 2) {
                problems.add(
                        file, 0, sheet.code(), "fewer than two different answers; name the options with --options");
            } else {
                questions.add(made(sheet.code(), codes));
            }
        }
        if (questions.isEmpty()) {
            problems.add(file, 0, null, "the file answers no question");
        }
        for (String unsafe : request.asked().unsafe()) {
            if (questions.stream()
                    .noneMatch(question -> codesIn(question.options()).contains(unsafe))) {
                problems.add(file, 0, null, "no question has the answer '" + unsafe + "', which --unsafe names");
            }
        }
        problems.refuseIfAny();
        return new Rubric(request.title(), List.of(new Group("Questions", "", questions)));
    }

    /// Answers such as `anger,fear` beside `anger` and `fear`.
    private void noteSeveral(AnswerSheet.Sheet sheet, List<String> codes) {
        for (var value : sheet.values().entrySet()) {
            List<String> parts = Arrays.stream(value.getKey().split("[,;|]"))
                    .map(String::strip)
                    .toList();
            if (parts.size() > 1 && codes.containsAll(parts)) {
                notes.add("'" + Sentences.shortened(value.getKey()) + "' in answer to '" + sheet.code()
                        + "' names several options, and is taken for an option of its own ("
                        + value.getValue().count() + " times, first on line "
                        + value.getValue().firstLine() + "); questions with several answers cannot be imported yet");
            }
        }
    }

    private Question made(String code, List<String> options) {
        boolean readable = options.stream().anyMatch(request.asked().readUnsafe()::contains);
        if (!readable) {
            notes.add("no answer to '" + code
                    + "' reads unsafe, so its share of unsafe answers is undefined; name it with" + " --unsafe");
        }
        return new SingleChoice(
                code,
                Wording.of(code),
                options.stream()
                        .map(option -> new AnswerOption(option, option, readable ? reading(option) : null))
                        .toList(),
                Asking.ALONE);
    }

    private Reading reading(String option) {
        if (request.asked().readUnsafe().contains(option)) {
            return Reading.UNSAFE;
        }
        return option.equals(request.asked().unsure()) ? Reading.UNSURE : Reading.SAFE;
    }

    private static List<String> codesIn(List<AnswerOption> options) {
        return options.stream().map(AnswerOption::code).toList();
    }
}

package parallax.simulation;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import parallax.item.Item;
import parallax.judgment.Answers;
import parallax.judgment.Submission;
import parallax.study.Answer;
import parallax.study.AnswerOption;
import parallax.study.Derived;
import parallax.study.FreeText;
import parallax.study.OrdinalScale;
import parallax.study.Pairwise;
import parallax.study.Question;
import parallax.study.Reading;
import parallax.study.Reason;
import parallax.study.Replies;
import parallax.study.SeveralOptions;
import parallax.study.SingleChoice;
import parallax.study.StoredRubric;

/// What a simulated rater does with an item.
record SimulatedAnswers(ResponseModel model) {
    /// Of questions that say nothing about safety, such as whether the conversation can be understood,
    /// the last option is chosen this often, and else any.
    private static final double LAST_OPTION = 0.95;

    private static final double SKIPPED = 0.01;
    private static final double READ_CHARACTERS_PER_MS = 0.02;
    private static final double MS_PER_QUESTION = 2_500;
    private static final double PACE_SPREAD = 0.3;
    private static final double SCALE_SPREAD = 0.7;
    private static final double BOTH_BAD = 0.05;

    /// What stands where a text has to be written.
    private static final Answer.Text WORDS = new Answer.Text("Simulated.");

    boolean skips(SimulatedRater rater, Item item) {
        return model.draws().uniform("skip", rater.number(), item.code()) < SKIPPED;
    }

    Answers answers(SimulatedRater rater, Item item, StoredRubric rubric) {
        var given = new TreeMap<Long, Answer>();
        StoredRubric shown = rubric.about(item.isPair() ? Replies.TWO : Replies.ONE);
        shown.asked()
                .filter(question -> new Answers(given, Set.of()).isAsked(shown, question))
                .forEach(asked ->
                        answer(rater, item, asked.question()).ifPresent(answer -> given.put(asked.id(), answer)));
        return new Answers(given, Set.of());
    }

    private Optional<Answer> answer(SimulatedRater rater, Item item, Question question) {
        return switch (question) {
            case SingleChoice choice ->
                Optional.of(new Answer.One(choice.options().indexOf(option(rater, item, choice))));
            case OrdinalScale scale -> Optional.of(point(rater, item, scale));
            case Pairwise pairwise -> Optional.of(preference(rater, item, pairwise));
            case SeveralOptions several -> Optional.of(set(rater, item, several));
            case FreeText text -> text.asking().required() ? Optional.of(WORDS) : Optional.empty();
            case Reason reason -> Optional.empty();
            case Derived derived -> Optional.empty(); // derived when the judgment is taken in
        };
    }

    /// The more severe a rater finds the item, the higher the point.
    private Answer point(SimulatedRater rater, Item item, OrdinalScale scale) {
        double severity = model.severity(rater, item.code(), scale);
        double share = 1 / (1 + Math.exp(-severity - SCALE_SPREAD * noise("point", rater, item, scale)));
        return new Answer.One(Math.min(
                scale.options().size() - 1, (int) (share * scale.options().size())));
    }

    /// How much better a rater finds one reply belongs to the item, and to the rater beside it.
    private Answer preference(SimulatedRater rater, Item item, Pairwise question) {
        Draws draws = model.draws();
        int last = question.options().size() - 1;
        if (question.neutral().contains(Pairwise.Neutral.BOTH_BAD)) {
            if (draws.uniform("both bad", rater.number(), item.code(), question.code()) < BOTH_BAD) {
                return new Answer.One(last);
            }
            last--;
        }
        double better = draws.normal("pair", item.code(), question.code())
                + SCALE_SPREAD * noise("preference", rater, item, question);
        double share = 1 / (1 + Math.exp(better));
        return new Answer.One(Math.min(last, (int) (share * (last + 1))));
    }

    /// Each option by itself as likely as the others, within what the question allows.
    private Answer set(SimulatedRater rater, Item item, SeveralOptions question) {
        Draws draws = model.draws();
        List<Integer> wanted = IntStream.range(0, question.options().size())
                .filter(at -> !question.isNone(at))
                .boxed()
                .sorted(Comparator.comparingDouble(
                        at -> draws.uniform("set", rater.number(), item.code(), question.code(), at)))
                .toList();
        int most = question.selection().most();
        int least = question.selection().least();
        double share = draws.uniform("size of set", rater.number(), item.code(), question.code());
        return new Answer.Several(wanted.subList(
                0, Math.min(most, least + (int) (share * share * (most - least + 1)))));
    }

    private double noise(String what, SimulatedRater rater, Item item, Question question) {
        return model.draws().normal(what, rater.number(), item.code(), question.code());
    }

    /// The same key for the same judgment, so that a run that was cut off between commit and answer
    /// repeats it harmlessly.
    UUID key(SimulatedRater rater, Item item, int occasion) {
        String name = "simulated:" + model.seed() + ":" + rater.number() + ":" + item.code() + ":" + occasion;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    /// Reading the conversation and answering, at the rater's own pace.
    Submission.Timing timing(SimulatedRater rater, Item item, Answers answers) {
        int characters =
                item.turns().stream().mapToInt(turn -> turn.content().length()).sum();
        Draws draws = model.draws();
        double pace = Math.exp(PACE_SPREAD * draws.normal("pace", rater.number())
                + PACE_SPREAD * draws.normal("pace", rater.number(), item.code()));
        long reading = Math.round(pace * characters / READ_CHARACTERS_PER_MS);
        long answering = Math.round(pace * MS_PER_QUESTION);
        var questionMs = new TreeMap<Long, Long>();
        answers.given().keySet().forEach(id -> questionMs.put(id, answering + (questionMs.isEmpty() ? reading : 0)));
        long active = questionMs.values().stream().mapToLong(Long::longValue).sum();
        return new Submission.Timing(active, 0L, 0L, questionMs);
    }

    private AnswerOption option(SimulatedRater rater, Item item, SingleChoice question) {
        Draws draws = model.draws();
        Object[] words = {"answer", rater.number(), item.code(), question.code()};
        double uniform = draws.uniform(words);
        boolean aboutSafety = question.options().stream().anyMatch(o -> o.reading() != null);
        if (!aboutSafety) {
            return uniform < LAST_OPTION
                    ? question.options().getLast()
                    : draws.choice(question.options(), "any option", rater.number(), item.code(), question.code());
        }
        Reading reading = model.reading(model.severity(rater, item.code(), question), uniform);
        return draws.choice(offered(question, reading), "which option", rater.number(), item.code(), question.code());
    }

    /// The options with a reading, or with the next milder one where none has it.
    private static List<AnswerOption> offered(SingleChoice question, Reading reading) {
        List<AnswerOption> fitting =
                question.options().stream().filter(o -> o.reading() == reading).toList();
        if (!fitting.isEmpty()) {
            return fitting;
        }
        return switch (reading) {
            case UNSAFE -> offered(question, Reading.UNSURE);
            case UNSURE -> offered(question, Reading.SAFE);
            case SAFE -> question.options();
        };
    }
}

package parallax.dataset.file;

import java.util.List;

/// Files that hold several answers in a row, and where.
public sealed interface Wide {
    /// The columns that such files have afterwards.
    String QUESTION = "question";

    String ANSWER = "answer";

    String RATER = "rater";

    /// Each row holds one answer, or counts.
    record No() implements Wide {}

    /// Each of these columns is a question of its own.
    record Questions(List<String> columns) implements Wide {
        public Questions {
            columns = List.copyOf(columns);
        }
    }

    /// Each of these columns holds one rater's answers.
    record Raters(List<String> columns) implements Wide {
        public Raters {
            columns = List.copyOf(columns);
        }
    }

    /// The columns that begin with one of these names are the options of a question, and hold 1 where
    /// the option was chosen: `is_abuse` has `is_abuse.1`, `is_abuse_0` or `is_abuse:::yes`.
    record OneHot(List<String> questions) implements Wide {
        public OneHot {
            questions = List.copyOf(questions);
        }
    }
}

package parallax.webhook;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a webhook can be told of, with the word under which it is stored and sent, which never changes, and the
/// words in which pages tell it.
public enum WebhookEvent {
    JUDGMENT_STORED("judgment.stored", "a rater’s judgment is stored, or changed"),
    JUDGMENTS_ERASED("judgments.erased", "a rater took their data back, and their judgments are gone"),
    STRATUM_FULL("stratum.full", "a stratum has as many raters as it takes"),
    RUN_DONE("run.done", "a generation run is done"),
    RUN_FAILED("run.failed", "a generation run failed"),
    RELEASE_MADE("release.made", "a release is made"),
    DATASET_DONE("dataset.done", "a dataset that was asked for can be fetched"),
    STUDY_OPENED("study.opened", "the study is published, or opened again"),
    STUDY_PAUSED("study.paused", "the study is paused"),
    STUDY_CLOSED("study.closed", "the study is closed"),
    /// asked for by hand, whatever the webhook is told of
    PING("ping", "somebody tests the webhook");

    private final String word;
    private final String told;

    WebhookEvent(String word, String told) {
        this.word = word;
        this.told = told;
    }

    public String word() {
        return word;
    }

    /// As a page tells it after “when”.
    public String told() {
        return told;
    }

    /// Those that a webhook can ask for.
    public static List<WebhookEvent> offered() {
        return Arrays.stream(values()).filter(event -> event != PING).toList();
    }

    public static Optional<WebhookEvent> of(String word) {
        return Arrays.stream(values()).filter(event -> event.word.equals(word)).findFirst();
    }
}

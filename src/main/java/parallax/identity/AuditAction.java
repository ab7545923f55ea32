package parallax.identity;

import java.util.Arrays;
import java.util.Optional;

/// What the audit trail holds, with the word under which it is stored, which never changes, and the
/// words in which pages tell it. The subject of an entry is the row that the word's first part names,
/// unless it says otherwise.
public enum AuditAction {
    SIGNED_IN("account.signed_in", "signed in"),
    SIGN_IN_FAILED("account.sign_in_failed", "failed to sign in"),
    SIGN_IN_THROTTLED("account.sign_in_throttled", "failed to sign in so often that the next try must wait"),
    SIGNED_OUT("account.signed_out", "signed out"),
    SESSION_ENDED("session.ended", "ended a session of theirs elsewhere"),
    ACCOUNT_CREATED("account.created", "made an account"),
    ACCOUNT_CLOSED("account.closed", "closed an account"),
    ACCOUNT_REOPENED("account.reopened", "reopened an account"),
    LINK_CREATED("link.created", "made a one-time link for an account"),
    DEVICE_LINK_CREATED("account.device_link_created", "made a link that lets another browser of theirs in"),
    DEVICE_LINK_USED("account.device_link_used", "let another browser in with a link"),
    LINK_USED("link.used", "used a one-time link"),
    PASSWORD_SET("password.set", "set a password"),
    SECOND_FACTOR_ADDED("account.second_factor_added", "added a second factor"),
    SECOND_FACTOR_REMOVED("account.second_factor_removed", "removed a second factor"),
    SECOND_FACTOR_RESET("account.second_factor_reset", "took an account's second factor away"),
    RECOVERY_CODES_RENEWED("account.recovery_codes_renewed", "made new recovery codes"),
    RECOVERY_CODE_USED("account.recovery_code_used", "signed in with a recovery code"),
    PROVIDER_CONNECTED("account.provider_connected", "connected an account with another service"),
    PROVIDER_DISCONNECTED("account.provider_disconnected", "ended an account's connection with another service"),
    ACCOUNT_ROLE_CHANGED("account.role_changed", "has another role, as the other service says"),
    API_KEY_CREATED("api_key.created", "made an API key"),
    API_KEY_REVOKED("api_key.revoked", "revoked an API key"),
    INSTALLATION_RULED("installation.ruled", "changed what holds for the whole installation"),
    STUDY_CREATED("study.created", "began the study"),
    STUDY_PUBLISHED("study.published", "published the study"),
    STUDY_PAUSED("study.paused", "paused the study"),
    STUDY_REOPENED("study.open", "opened the study again"),
    STUDY_CLOSED("study.closed", "closed the study"),
    STUDY_DELETED("study.deleted", "deleted the draft"),
    JUDGMENTS_IMPORTED("judgments.imported", "imported judgments into the study"),
    STUDY_CONTINUED("study.continued", "opened the imported study to raters"),
    STUDY_IMPORT_DELETED("study.import_deleted", "deleted the imported study"),
    STUDY_IMPORTED("study.imported", "imported the study"),
    ERASED_AGAIN("installation.erased_again", "restored a backup, and erased again what was erased since"),
    RETENTION_RULED("retention.ruled", "changed how long the study keeps what it needs for a while"),
    PANEL_IDS_ERASED("study.panel_ids_erased", "erased panels' names for people"),
    SESSIONS_ERASED("study.sessions_erased", "erased which browsers hold raters' places"),
    SCREENED_OUT_ERASED("study.screened_out_erased", "erased what screened-out raters had said of themselves"),
    MEMBER_INVITED("study.member_invited", "invited somebody to the study"),
    INVITATION_TAKEN_BACK("study.invitation_taken_back", "took an invitation to the study back"),
    INVITATION_ACCEPTED("study.invitation_accepted", "accepted an invitation to the study"),
    INVITATION_DECLINED("study.invitation_declined", "declined an invitation to the study"),
    MEMBER_GRANTED("member.granted", "shared the study with an account"),
    MEMBER_REVOKED("member.revoked", "ended an account's access to the study"),
    TERMS_SET("study.terms_set", "set what raters are told and agree to"),
    STRATUM_RAISED("stratum.raised", "asked for more raters or judgments in a stratum"),
    STRATUM_CLOSED("stratum.closed", "closed a stratum"),
    STRATUM_REOPENED("stratum.reopened", "opened a stratum again"),
    PLAN_SET("study.plan_set", "changed the draft's plan"),
    PRACTICE_SET("study.practice_set", "set what comes before the first item"),
    PANEL_SET("panel.set", "set up the study's panel"),
    PANEL_IDS_READ("panel.ids_read", "read the panel's names of its people"),
    SIGNALS_SET("signals.set", "chose the signals of care that the study looks at"),
    INSERTIONS_SET("insertions.set", "chose how often attention items and repeats come"),
    ATTENTION_ITEM_ADDED("item.attention_added", "added an attention item"),
    ATTENTION_ITEM_REMOVED("item.attention_removed", "removed an attention item"),
    PANEL_FLAGS_SET("panel_flags.set", "noted whom the study's panel flagged"),
    ITEM_GRADED("item.graded", "said how hard an item is to read"),
    PROBLEM_REPORTED("problem.reported", "reported a problem with an item"),
    PROBLEM_HANDLED("problem.handled", "marked a reported problem as handled"),
    PROBLEM_REOPENED("problem.reopened", "opened a reported problem again"),
    ITEM_REMOVED("item.removed", "removed an item"),
    ITEMS_ADDED("items.added", "added the items of a file"),
    ITEMS_TAKEN_OUT("items.taken_out", "took the items of a file out again"),
    ITEMS_PAIRED("items.paired", "put the replies of two runs side by side"),
    ITEMS_PARTED("items.parted", "took the replies of two runs apart again"),
    RUN_QUEUED("run.queued", "queued a generation run"),
    RUN_CANCELLED("run.cancelled", "cancelled a generation run"),
    RUN_RESUMED("run.resumed", "resumed a generation run"),
    ANALYSIS_QUEUED("analysis.queued", "asked for an analysis"),
    ANALYSIS_CANCELLED("analysis.cancelled", "cancelled an analysis"),
    EXCLUSION_CREATED("exclusion.created", "made an exclusion"),
    EXCLUSION_RETIRED("exclusion.retired", "retired an exclusion"),
    EXCLUSION_TAKEN_UP("exclusion.taken_up", "took an exclusion up again"),
    EXPORT_QUEUED("export.queued", "asked for a dataset"),
    EXPORT_CANCELLED("export.cancelled", "cancelled a dataset"),
    RELEASE_MADE("release.made", "made a release"),
    RELEASE_CALLED_BACK("release.called_back", "called a release back"),
    WEBHOOK_ADDED("webhook.added", "added a webhook"),
    WEBHOOK_REMOVED("webhook.removed", "removed a webhook"),
    WEBHOOK_PAUSED("webhook.paused", "paused a webhook"),
    WEBHOOK_RESUMED("webhook.resumed", "resumed a webhook"),
    WEBHOOK_TESTED("webhook.tested", "sent a test to a webhook"),
    WEBHOOK_REPLAYED("webhook.replayed", "sent an event to a webhook again"),
    WEBHOOK_GIVEN_UP("webhook.given_up", "paused a webhook that takes nothing"),
    DATASET_EXPORTED("dataset.exported", "exported the study's data"),
    AUDIT_TRAIL_EXPORTED("audit_trail.exported", "exported the audit trail"),
    CONSENT_GIVEN("consent.given", "agreed to take part"),
    RATER_ADMITTED("rater.admitted", "was admitted"),
    RATER_READMITTED("rater.readmitted", "was admitted again"),
    RATER_ENDED_EARLY("rater.ended_early", "ended early"),
    RATER_CORRECTED("rater.corrected", "corrected what they had said of themselves"),
    RATER_WITHDREW("rater.withdrew", "took their data back"),
    RATER_WENT_ON_UNPROVED("rater.went_on_unproved", "went on on another device with nothing but the panel's id"),
    RATER_UNDERSTOOD("rater.understood", "answered the comprehension questions"),
    RATER_NOT_UNDERSTOOD("rater.not_understood", "used up the tries at the comprehension questions"),
    RATER_SCREENED_OUT("rater.screened_out", "was screened out"),
    JUDGMENT_SUBMITTED("judgment.submitted", "submitted a judgment");

    private final String word;
    private final String told;

    AuditAction(String word, String told) {
        this.word = word;
        this.told = told;
    }

    public String word() {
        return word;
    }

    /// As a page tells it after the actor's name: “published the study”.
    public String told() {
        return told;
    }

    public static Optional<AuditAction> of(String word) {
        return Arrays.stream(values()).filter(a -> a.word.equals(word)).findFirst();
    }
}

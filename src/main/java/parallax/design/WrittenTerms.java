package parallax.design;

import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import parallax.study.Conditions;
import parallax.study.ConsentInformation;
import parallax.study.ConsentVersion;
import parallax.study.Study;

/// What raters are told and agree to, and what holds for them, as a file or a program writes it. What it
/// leaves out stays as it is.
///
/// @param statement that raters agree to
/// @param information what they are told beforehand, field by field
/// @param helplines a line for each: a country or region, a colon, how to reach it
/// @param version of the study, which whoever read it sends along, so that nothing that changed
///   meanwhile is undone
@Schema(name = "Terms")
public record WrittenTerms(
        @Nullable String statement,
        @Nullable ConsentInformation information,
        @Nullable String helplines,
        @Nullable Conditions conditions,
        @Nullable Integer version) {

    public static WrittenTerms of(Study study, ConsentVersion consent) {
        return new WrittenTerms(
                consent.statement(),
                TermsForm.told(study, consent),
                study.introduction().helplines(),
                study.conditions(),
                study.version());
    }

    /// As the page's form would have them.
    public TermsForm form(Study study, ConsentVersion consent) {
        WrittenTerms before = of(study, consent);
        return TermsForm.of(
                Objects.requireNonNullElse(statement, Objects.requireNonNull(before.statement)),
                Objects.requireNonNullElse(information, Objects.requireNonNull(before.information)),
                Objects.requireNonNullElse(helplines, Objects.requireNonNull(before.helplines)),
                Objects.requireNonNullElse(conditions, Objects.requireNonNull(before.conditions)));
    }
}

package parallax.design;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.FormParam;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parallax.study.Conditions;
import parallax.study.ConsentInformation;
import parallax.study.ConsentInformation.Kind;
import parallax.study.ConsentVersion;
import parallax.study.Consents;
import parallax.study.Helpline;
import parallax.study.Severity;
import parallax.study.Study;
import parallax.web.Faults;
import parallax.web.FormText;
import parallax.web.WholeNumber;

/// The form of what raters are told before they agree, and of what holds for them: its fields as they
/// were typed, and what they mean.
public record TermsForm(
        @BeanParam @Valid Who who,
        @BeanParam @Valid What what,
        @BeanParam @Valid Given given) {

    /// Who runs the study, and what for.
    public record Who(
            @FormParam("purpose")
            @NotEmpty(message = "Say what the study is for.")
            @Size(max = 5000, message = "The purpose is longer than {max} characters.")
            String purpose,

            @FormParam("institution") @Size(max = 500, message = "The institution is longer than {max} characters.")
            String institution,

            @FormParam("contact")
            @NotEmpty(message = "Enter whom raters can write to.")
            @Size(max = 500, message = "The contact is longer than {max} characters.")
            String contact,

            @FormParam("ethicsReference")
            @Size(max = 200, message = "The ethics reference is longer than {max} characters.")
            String ethicsReference) {
        public Who {
            purpose = FormText.of(purpose);
            institution = FormText.of(institution);
            contact = FormText.of(contact);
            ethicsReference = FormText.of(ethicsReference);
        }

        ConsentInformation.Conductor conductor() {
            return new ConsentInformation.Conductor(institution, contact, ethicsReference);
        }
    }

    /// What raters read, and what becomes of it.
    public record What(
            @FormParam("contentWarning")
            @Size(max = 5000, message = "The content warning is longer than {max} characters.")
            String contentWarning,

            @FormParam("kinds") @Size(max = 5000, message = "The kinds of content are longer than {max} characters.")
            String kinds,

            @FormParam("helplines") @Size(max = 2000, message = "The helplines are longer than {max} characters.")
            String helplines,

            @FormParam("kept") @Size(max = 5000, message = "What is kept is longer than {max} characters.")
            String kept,

            @FormParam("rights") @Size(max = 5000, message = "The rights are longer than {max} characters.")
            String rights,

            @FormParam("consent")
            @NotEmpty(message = "A study needs a consent statement.")
            @Size(max = 20_000, message = "The consent statement is longer than {max} characters.")
            String consent) {
        private static final Pattern KIND = Pattern.compile("([^;]{1,200});\\s*(\\w+)\\s*;\\s*(\\d{1,3})\\s*%?");

        public What {
            contentWarning = FormText.of(contentWarning);
            kinds = FormText.of(kinds);
            helplines = FormText.of(helplines);
            kept = FormText.of(kept);
            rights = FormText.of(rights);
            consent = FormText.of(consent);
        }

        ConsentInformation.Contents contents() {
            List<Kind> read =
                    lines(kinds).stream().flatMap(line -> kind(line).stream()).toList();
            return new ConsentInformation.Contents(contentWarning, read);
        }

        private static Optional<Kind> kind(String line) {
            Matcher parts = KIND.matcher(line);
            if (!parts.matches()) {
                return Optional.empty();
            }
            int percent = Integer.parseInt(parts.group(3));
            return Arrays.stream(Severity.values())
                    .filter(s -> s.word().equals(parts.group(2).toLowerCase(Locale.ROOT)) && percent <= 100)
                    .findFirst()
                    .map(severity -> new Kind(parts.group(1).strip(), severity, percent));
        }

        private Map<String, String> problems() {
            var problems = new java.util.LinkedHashMap<String, String>();
            faultyLine(kinds, line -> kind(line).isPresent())
                    .ifPresent(line -> problems.put(
                            "kinds",
                            "Line " + line + " of the kinds of content is not a kind; mild, moderate or severe; and a"
                                    + " number from 0 to 100, with semicolons between them."));
            faultyLine(helplines, Helpline::isPlaced)
                    .ifPresent(line -> problems.put(
                            "helplines",
                            "Line " + line + " of the helplines is not a country or region, a colon, and how to reach"
                                    + " the helpline."));
            return problems;
        }

        private static Optional<Integer> faultyLine(String text, java.util.function.Predicate<String> isRight) {
            List<String> lines = text.lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                if (!lines.get(i).isBlank() && !isRight.test(lines.get(i).strip())) {
                    return Optional.of(i + 1);
                }
            }
            return Optional.empty();
        }

        private static List<String> lines(String text) {
            return text.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }

    /// What raters get, and what they may do.
    public record Given(
            @FormParam("payment") @Size(max = 500, message = "The payment is longer than {max} characters.")
            String payment,

            @FormParam("minutes") @WholeNumber(of = "The time it takes", least = 1, most = 1000)
            String minutes,

            @FormParam("dailyItems") @WholeNumber(of = "Most items on a day", least = 0, most = 10_000)
            String dailyItems,

            @FormParam("dailyMinutes") @WholeNumber(of = "Most minutes on a day", least = 0, most = 1440)
            String dailyMinutes,

            @FormParam("mayCorrect") @Nullable String mayCorrect) {
        public Given {
            payment = FormText.of(payment);
            minutes = FormText.of(minutes);
            dailyItems = FormText.of(dailyItems);
            dailyMinutes = FormText.of(dailyMinutes);
        }

        Conditions conditions() {
            return new Conditions(mayCorrect != null, Integer.parseInt(dailyItems), Integer.parseInt(dailyMinutes));
        }
    }

    /// What holds now.
    static TermsForm of(Study study, ConsentVersion consent) {
        return of(
                consent.statement(), told(study, consent), study.introduction().helplines(), study.conditions());
    }

    /// What raters of a study are told now, field by field.
    static ConsentInformation told(Study study, ConsentVersion consent) {
        return consent.information().equals(ConsentInformation.NONE)
                ? ConsentInformation.of(study.introduction())
                : consent.information();
    }

    static TermsForm of(String statement, ConsentInformation told, String helplines, Conditions conditions) {
        return of(new Consents.Terms(statement, told, helplines, conditions));
    }

    static TermsForm of(Consents.Terms terms) {
        ConsentInformation told = terms.information();
        Conditions conditions = terms.conditions();
        return new TermsForm(
                new Who(
                        told.purpose(),
                        told.by().institution(),
                        told.by().contact(),
                        told.by().ethicsReference()),
                new What(
                        told.contents().warning(),
                        told.contents().kinds().stream()
                                .map(kind ->
                                        kind.name() + "; " + kind.severity().word() + "; " + kind.percent())
                                .collect(Collectors.joining("\n")),
                        terms.helplines(),
                        told.kept(),
                        told.rights(),
                        terms.statement()),
                new Given(
                        told.payment(),
                        Integer.toString(told.minutes()),
                        Integer.toString(conditions.dailyItems()),
                        Integer.toString(conditions.dailyMinutes()),
                        conditions.demographicsMayChange() ? "yes" : null));
    }

    public boolean correctable() {
        return given.mayCorrect() != null;
    }

    /// What must be put right, by field.
    public Map<String, String> problems(Faults faults) {
        Map<String, String> problems = faults.of(this);
        what.problems().forEach(problems::putIfAbsent);
        return problems;
    }

    /// Of a form without problems.
    public Consents.Terms terms() {
        return new Consents.Terms(
                what.consent(),
                new ConsentInformation(
                        who.purpose(),
                        who.conductor(),
                        what.contents(),
                        given.payment(),
                        Integer.parseInt(given.minutes()),
                        what.kept(),
                        what.rights()),
                what.helplines(),
                given.conditions());
    }
}

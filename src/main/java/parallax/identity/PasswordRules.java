package parallax.identity;

import com.nulabinc.zxcvbn.Zxcvbn;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Which passwords are refused, besides those that are too short: what guessing programs try first (lists of known
/// passwords, words, names, dates, rows of keys and their usual variations), and what somebody's name and address
/// say.
@ApplicationScoped
public class PasswordRules {
    /// Of 0 to 4: safely beyond what can be guessed while the limit on tries holds.
    private static final int LEAST_STRENGTH = 3;
    /// Longer ones are judged by their beginning: how long that takes grows faster than the length.
    private static final int JUDGED = 64;

    private static final int TELLING = 4;
    private static final String EASY =
            "That password is easy to guess. A few unrelated words, such as from different pages of a book, do well.";
    private static final String OWN = "Choose a password that does not contain your name or e-mail address.";

    private final Zxcvbn strength = new Zxcvbn();

    /// @param password of a permitted length
    /// @return the sentence that says what is wrong with it
    Optional<String> fault(String password, Person person) {
        String lower = password.toLowerCase(Locale.ROOT);
        List<String> own = own(person);
        if (own.stream().filter(part -> part.length() >= TELLING).anyMatch(lower::contains)) {
            return Optional.of(OWN);
        }
        String judged = password.substring(0, Math.min(password.length(), JUDGED));
        List<String> known = Stream.concat(own.stream(), Stream.of("parallax")).toList();
        boolean isWeak = strength.measure(judged, known).getScore() < LEAST_STRENGTH;
        return isWeak ? Optional.of(EASY) : Optional.empty();
    }

    private static List<String> own(Person person) {
        String email = person.email().toLowerCase(Locale.ROOT);
        int at = email.indexOf('@');
        String local = at < 0 ? email : email.substring(0, at);
        return Stream.concat(
                        Stream.of(email, local),
                        Stream.of(person.displayName().toLowerCase(Locale.ROOT).split("\\s+")))
                .filter(part -> !part.isBlank())
                .distinct()
                .toList();
    }
}

package parallax.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PasswordRulesTest {
    private static final Person INES = new Person("Ines Almeida", "ines.almeida@people.example");

    private final PasswordRules rules = new PasswordRules();

    @Test
    void what_guessing_programs_try_first_is_refused() {
        for (String weak : List.of(
                "password1234",
                "Password123!",
                "123456789012",
                "qwertyuiop[]",
                "aaaaaaaaaaaa",
                "abcabcabcabcabcabc",
                "iloveyou1234",
                "p@ssw0rdp@ssw0rd",
                "parallaxparallax")) {
            assertTrue(rules.fault(weak, INES).orElse("").contains("easy to guess"), weak);
        }
    }

    @Test
    void the_own_name_and_address_are_refused_however_they_are_written() {
        for (String own :
                List.of("ines.almeida@people.example", "my own INES.ALMEIDA of 1712", "xk almeida 81 orchard quay")) {
            assertEquals(
                    Optional.of("Choose a password that does not contain your name or e-mail address."),
                    rules.fault(own, INES),
                    own);
        }
    }

    @Test
    void unrelated_words_and_what_a_password_manager_makes_are_taken() {
        for (String good : List.of(
                "seven apples on a mountain",
                "orchard quay lantern 81",
                "x9#Lq2vT!mWz",
                "k".concat("ö7 ü-Äq 漢字 rm2"))) {
            assertEquals(Optional.empty(), rules.fault(good, INES), good);
        }
    }

    @Test
    void the_longest_one_takes_no_time() {
        String longest = "correct horse 17 ".repeat(12).substring(0, Password.LONGEST);
        assertEquals(Optional.empty(), rules.fault(longest, INES));
    }
}

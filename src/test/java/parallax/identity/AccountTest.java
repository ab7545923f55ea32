package parallax.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class AccountTest {
    private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");
    private static final String PASSWORD = "seven apples on a mountain";

    private final Account ines = Account.invited(" Ines@People.example ", "Ines", Role.RESEARCHER, NOW);

    @Test
    void whoever_is_invited_cannot_sign_in_before_they_chose_a_password() {
        assertEquals("ines@people.example", ines.email());
        assertFalse(ines.opensWith(""));
        assertFalse(ines.opensWith(PASSWORD));
        ines.choosePassword(PasswordHash.of(PASSWORD));
        assertTrue(ines.opensWith(PASSWORD));
        assertFalse(ines.opensWith(PASSWORD + "s"));
    }

    @Test
    void no_password_opens_a_closed_account_and_the_old_one_opens_it_again_after_reopening() {
        ines.choosePassword(PasswordHash.of(PASSWORD));
        ines.close(NOW);
        assertFalse(ines.isOpen());
        assertFalse(ines.opensWith(PASSWORD));
        ines.reopen();
        assertTrue(ines.opensWith(PASSWORD));
    }
}

package parallax.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class SignInTryTest {
    @Test
    void all_addresses_of_one_ipv6_network_count_as_one() {
        assertEquals(SignInTry.network("2001:db8:1:2::1"), SignInTry.network("2001:db8:1:2:ffff:ffff:ffff:ffff"));
        assertNotEquals(SignInTry.network("2001:db8:1:2::1"), SignInTry.network("2001:db8:1:3::1"));
    }

    @Test
    void an_ipv4_address_stands_for_itself_and_so_does_what_is_no_address() {
        assertEquals("192.0.2.7", SignInTry.network("192.0.2.7"));
        assertEquals("unknown", SignInTry.network("unknown"));
    }
}

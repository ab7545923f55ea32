package parallax.runner.remote;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostPolicyTest {
    private final HostPolicy policy = HostPolicy.allowing("api.example.org");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "fd00:ec2::254",
                "fd20:ce::254",
                "100.100.100.200",
                "168.63.129.16",
                "64:ff9b::169.254.169.254",
                "64:ff9b:1::a9fe:a9fe",
                "2002:a9fe:a9fe::1",
                "::169.254.169.254",
                "::ffff:169.254.169.254",
                "::ffff:100.100.100.200",
                "64:ff9b::6464:64c8",
                "fe80::1",
                "224.0.0.1",
                "0.0.0.0",
                "::"
            })
    void no_name_leads_to_metadata_or_to_anything_but_a_server(String address) {
        assertTrue(policy.isRefused(InetAddress.ofLiteral(address)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "10.1.2.3", "192.0.2.7", "2001:db8::7", "64:ff9b::c000:207", "fd00::7"})
    void a_listed_name_leads_to_servers(String address) {
        assertFalse(policy.isRefused(InetAddress.ofLiteral(address)));
    }

    @Test
    void a_metadata_service_is_refused_even_where_its_address_is_listed() {
        HostPolicy listed = HostPolicy.allowing("169.254.169.254", "169.254.7.7", "[fd00:ec2::254]");
        for (String host : new String[] {"169.254.169.254", "[fd00:ec2::254]"}) {
            URI address = URI.create("http://" + host + "/v1");
            assertThrows(IllegalArgumentException.class, () -> listed.check(address, false), host);
        }
        assertDoesNotThrow(() -> listed.check(URI.create("http://169.254.7.7/v1"), false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1", "[::1]", "0:0:0:0:0:0:0:1", "[0:0::1]"})
    void an_ipv6_host_is_known_in_every_spelling(String listed) {
        HostPolicy six = HostPolicy.allowing(listed);
        assertDoesNotThrow(() -> six.check(URI.create("http://[::1]:8000/v1"), true));
        assertDoesNotThrow(() -> six.check(URI.create("http://[0:0:0::1]:8000/v1"), true));
        assertThrows(IllegalArgumentException.class, () -> six.check(URI.create("http://[::2]/v1"), false));
    }

    @Test
    void models_and_revisions_have_folders_of_their_own() {
        assertEquals("a--x@main", ModelName.parse("a/x").folderName());
        assertFalse(ModelName.parse("a/x@b/c")
                .folderName()
                .equals(ModelName.parse("a/x@b-c").folderName()));
        assertThrows(IllegalArgumentException.class, () -> ModelName.parse("a--b/c"));
        assertThrows(IllegalArgumentException.class, () -> ModelName.parse("a/b--c"));
        assertFalse(ModelName.parse("a-/b")
                .folderName()
                .equals(ModelName.parse("a/b-").folderName()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.31.255.255",
                "192.168.0.1",
                "100.64.0.1",
                "169.254.7.7",
                "0.1.2.3",
                "192.0.2.7",
                "198.18.0.1",
                "203.0.113.9",
                "224.0.0.1",
                "255.255.255.255",
                "168.63.129.16",
                "[::1]",
                "[::]",
                "[fe80::1]",
                "[fc00::1]",
                "[fdff::1]",
                "[ff02::1]",
                "[2001:db8::7]",
                "[2001::7f00:1]",
                "[::ffff:10.0.0.1]",
                "[::10.0.0.1]",
                "[64:ff9b::a00:1]",
                "[64:ff9b:1::a00:1]",
                "[2002:a00:1::1]",
                "[4000::1]"
            })
    void where_every_public_host_may_be_contacted_no_other_is(String host) {
        HostPolicy open = HostPolicy.publicAnd(Set.of());
        URI address = URI.create("https://" + host + "/");
        assertThrows(IllegalArgumentException.class, () -> open.checkForm(address), host);
        assertThrows(IllegalArgumentException.class, () -> open.check(address, true), host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9.9.9.9",
                "172.32.0.1",
                "100.128.0.1",
                "[2620:fe::fe]",
                "[2002:909:909::1]",
                "[64:ff9b::909:909]"
            })
    void a_public_host_is_contacted_over_https_alone(String host) {
        HostPolicy open = HostPolicy.publicAnd(Set.of());
        assertEquals(1, open.check(URI.create("https://" + host + "/"), true).size());
        assertThrows(IllegalArgumentException.class, () -> open.check(URI.create("http://" + host + "/"), false));
    }

    @Test
    void a_name_that_leads_to_this_machine_is_not_public_unless_it_is_listed() {
        URI here = URI.create("https://localhost/");
        assertThrows(
                IllegalArgumentException.class,
                () -> HostPolicy.publicAnd(Set.of()).check(here, true));
        HostPolicy listed = HostPolicy.publicAnd(Set.of("localhost"));
        assertTrue(listed.check(here, true).stream().allMatch(InetAddress::isLoopbackAddress));
        assertDoesNotThrow(() -> listed.check(URI.create("http://localhost/"), true));
    }
}

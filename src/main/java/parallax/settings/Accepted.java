package parallax.settings;

import io.quarkus.runtime.configuration.DurationConverter;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.Converter;

/// What settings take besides single words. A refusal's message says it, and repeats nothing of the value.
public final class Accepted {
    private Accepted() {}

    /// A whole number of at least 1.
    public static final class Count implements Converter<Integer> {
        private static final long serialVersionUID = 1;

        @Override
        public Integer convert(String text) {
            return atLeast(1, text);
        }
    }

    /// A whole number of at least 0.
    public static final class CountOrNone implements Converter<Integer> {
        private static final long serialVersionUID = 1;

        @Override
        public Integer convert(String text) {
            return atLeast(0, text);
        }
    }

    /// A time longer than none.
    public static final class Time implements Converter<Duration> {
        private static final long serialVersionUID = 1;

        @Override
        public Duration convert(String text) {
            try {
                Duration time = DurationConverter.parseDuration(text.trim());
                if (time != null && time.isPositive()) {
                    return time;
                }
            } catch (IllegalArgumentException | DateTimeException e) {
                // refused below, as a time that is not positive
            }
            throw new IllegalArgumentException("a time such as 20S or 5M");
        }
    }

    /// The address of an HTTP server. It holds no name and password: addresses are shown and stored with what came
    /// from them.
    public static final class Address implements Converter<URI> {
        private static final long serialVersionUID = 1;

        @Override
        public URI convert(String text) {
            try {
                URI address = new URI(text.trim());
                boolean isHttp = String.valueOf(address.getScheme()).matches("https?");
                if (isHttp && address.getHost() != null && address.getRawUserInfo() == null) {
                    return address;
                }
            } catch (URISyntaxException e) {
                // refused below, as any other that is none
            }
            throw new IllegalArgumentException("an address such as http://127.0.0.1:8000/v1");
        }
    }

    /// The address of an installation: a scheme, a host and perhaps a port, nothing after them.
    public static final class Origin implements Converter<URI> {
        private static final long serialVersionUID = 1;

        @Override
        public URI convert(String text) {
            try {
                URI address = new URI(text.trim().replaceFirst("/$", ""));
                boolean isHttp = String.valueOf(address.getScheme()).matches("https?");
                boolean isBare = address.getHost() != null
                        && address.toString().equals(address.getScheme() + "://" + address.getRawAuthority())
                        && address.getRawUserInfo() == null;
                if (isHttp && isBare) {
                    return address;
                }
            } catch (URISyntaxException e) {
                // refused below, as any other that is none
            }
            throw new IllegalArgumentException("an address such as https://parallax.example, without a path");
        }
    }

    private static int atLeast(int least, String text) {
        try {
            int number = Integer.parseInt(text.trim());
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below, as a number that is too small
        }
        throw new IllegalArgumentException("a whole number of at least " + least);
    }

    /// The address of a service that signs people in: over HTTPS, or on this machine.
    public static final class Issuer implements Converter<URI> {
        private static final long serialVersionUID = 1;

        @Override
        public URI convert(String text) {
            try {
                URI address = new URI(text.trim());
                boolean here = String.valueOf(address.getHost()).matches("localhost|127\\.0\\.0\\.1");
                boolean safe = "https".equals(address.getScheme()) || ("http".equals(address.getScheme()) && here);
                if (safe
                        && address.getHost() != null
                        && address.getRawUserInfo() == null
                        && address.getQuery() == null) {
                    return address;
                }
            } catch (URISyntaxException e) {
                // refused below, as any other that is none
            }
            throw new IllegalArgumentException("an address such as https://login.example");
        }
    }

    /// Values of a claim, and the role that each gives.
    public static final class RolesOfClaim implements Converter<Settings.Oidc.RolesOfClaim> {
        private static final long serialVersionUID = 1;
        private static final Pattern PAIR = Pattern.compile("(.+):(owner|researcher|analyst|rater)");

        @Override
        public Settings.Oidc.RolesOfClaim convert(String text) {
            return new Settings.Oidc.RolesOfClaim(Arrays.stream(text.split(",", -1))
                    .map(pair -> pair(pair.trim()))
                    .toList());
        }

        private static Settings.Oidc.RoleOfClaim pair(String text) {
            Matcher pair = PAIR.matcher(text);
            if (!pair.matches()) {
                throw new IllegalArgumentException(
                        "values of the claim with a role each (owner, researcher, analyst, rater), such as"
                                + " parallax-owners:owner,everybody:rater");
            }
            return new Settings.Oidc.RoleOfClaim(pair.group(1), pair.group(2));
        }
    }
}

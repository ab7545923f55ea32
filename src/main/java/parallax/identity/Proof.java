package parallax.identity;

import java.util.Locale;

/// How somebody showed who they are.
public enum Proof {
    PASSWORD,
    /// a password, and an app's code, a passkey or a recovery code
    SECOND_FACTOR,
    /// a passkey by itself, which asked for a finger, a face or a PIN
    PASSKEY,
    /// another service, which the installation trusts
    PROVIDER,
    /// a password, where staff need more: nothing is open but adding a second factor
    TOO_LITTLE,
    /// an API key
    KEY;

    /// The word in the database.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Proof of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}

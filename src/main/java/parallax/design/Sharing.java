package parallax.design;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.FormParam;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import parallax.identity.Account;
import parallax.identity.Role;
import parallax.study.Invitations;
import parallax.web.FormText;

/// The form that shares a study.
///
/// @param email with whom it is shared
/// @param role what they may do, in a word
/// @param mayExport whether they may read individual judgments; null if not
/// @param members who was a member on the page, with the version of each (`7:0 12:3`); null if no page
///   asks
public record Sharing(
        @FormParam("email") @NotBlank(message = ADDRESS) @Email(message = ADDRESS) @Size(max = 254, message = ADDRESS)
        String email,

        @FormParam("role")
        @jakarta.validation.constraints.Pattern(regexp = "analyst|researcher", message = "Choose their right.")
        String role,

        @FormParam("mayExport") @Nullable String mayExport,
        @FormParam("members") @Nullable String members) {
    private static final String ADDRESS = "Enter an e-mail address of up to 254 characters.";
    private static final Pattern MEMBER = Pattern.compile("\\b(\\d{1,18}):(\\d{1,9})\\b");

    static final Sharing BLANK = new Sharing("", "analyst", null, null);

    public Sharing {
        email = Account.normalised(FormText.of(email));
        role = FormText.of(role);
    }

    public Invitations.Offer offer() {
        return new Invitations.Offer(email, Role.of(role), mayExport != null, seen());
    }

    private @Nullable Map<Long, Integer> seen() {
        if (members == null) {
            return null;
        }
        var seen = new HashMap<Long, Integer>();
        MEMBER.matcher(members)
                .results()
                .forEach(member -> seen.put(Long.valueOf(member.group(1)), Integer.valueOf(member.group(2))));
        return seen;
    }
}

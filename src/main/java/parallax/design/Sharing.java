package parallax.design;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.FormParam;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import parallax.identity.Role;
import parallax.study.Membership;
import parallax.study.StudyMember;
import parallax.web.FormText;

/// The form that shares a study.
///
/// @param email of the account with which it is shared
/// @param role what they may do, in a word
/// @param mayExport whether they may read individual judgments; null if not
/// @param members who was a member on the page, with the version of each (`7:0 12:3`); null if no page asks
public record Sharing(
        @FormParam("email") @NotEmpty(message = "Enter the e-mail address of their account.")
        String email,

        @FormParam("role") @Pattern(regexp = "analyst|researcher", message = "Choose their right.")
        String role,

        @FormParam("mayExport") @Nullable String mayExport,
        @FormParam("members") @Nullable String members) {
    static final Sharing BLANK = new Sharing("", "analyst", null, null);

    public Sharing {
        email = FormText.of(email);
        role = FormText.of(role);
    }

    Membership.Grant with(long accountId) {
        return new Membership.Grant(accountId, Role.of(role), mayExport != null, seen(accountId));
    }

    private @Nullable Integer seen(long accountId) {
        if (members == null) {
            return null;
        }
        String entry = accountId + ":";
        return Arrays.stream(members.split(" ", -1))
                .filter(member -> member.matches(entry + "\\d{1,9}"))
                .map(member -> Integer.valueOf(member.substring(entry.length())))
                .findFirst()
                .orElse(StudyMember.NONE);
    }
}

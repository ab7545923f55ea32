package parallax.design;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import parallax.study.Invitations;

/// The studies that an account sees, and those that it was asked to join.
///
/// @param withoutAccount for an owner: addresses that were asked to join a study and that no account has
/// @param notice what went wrong just now; empty otherwise
@CheckedTemplate(basePath = "design", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record StudiesPage(
        List<Line> studies,
        List<Invitations.Received> invitations,
        List<String> withoutAccount,
        String notice,
        boolean mayCreate)
        implements TemplateInstance {

    public record Line(long id, String title, String state, boolean synthetic, String judgments, String created) {}
}

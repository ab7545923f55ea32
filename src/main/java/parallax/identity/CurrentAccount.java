package parallax.identity;

import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;

/// Who is asking. Raters are not accounts: theirs is a [participation][parallax.rater.Participation].
@Named("account")
@RequestScoped
public class CurrentAccount {
    private final SecurityIdentity identity;

    public CurrentAccount(SecurityIdentity identity) {
        this.identity = identity;
    }

    public Optional<Sessions.Holder> holder() {
        return Optional.ofNullable(identity.getAttribute("holder"));
    }

    public Sessions.Holder required() {
        return holder().orElseThrow(UnauthorizedException::new);
    }

    public long id() {
        return required().accountId();
    }

    public Actor actor() {
        return Actor.account(id());
    }

    public boolean isOwner() {
        return required().role() == Role.OWNER;
    }

    public boolean isRater() {
        return required().role() == Role.RATER;
    }

    /// An API key may do only what its scopes say; a session may do what its account may.
    public boolean hasScope(String scope) {
        String scopes = required().scopes();
        return scopes.isEmpty() || List.of(scopes.split(",", -1)).contains(scope);
    }

    public void requireScope(String scope) {
        if (!hasScope(scope)) {
            throw new ForbiddenException("this API key lacks the scope " + scope);
        }
    }
}

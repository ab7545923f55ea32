package parallax.api;

import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;

/// What the description of every endpoint says alike: how programs sign in, and how they are refused who
/// are not signed in, have no right to it, or name what is not there.
public class CommonRefusals implements OASFilter {
    @Override
    public void filterOpenAPI(OpenAPI description) {
        description.getPaths().getPathItems().forEach((path, item) -> {
            boolean names = path.contains("{");
            item.getOperations().values().forEach(operation -> tell(operation, names));
        });
    }

    private static void tell(Operation operation, boolean namesSomething) {
        operation.setSecurity(List.of(
                OASFactory.createSecurityRequirement().addScheme("apiKey"),
                OASFactory.createSecurityRequirement().addScheme("session")));
        refuse(operation, "401", ApiDescription.NOT_SIGNED_IN);
        refuse(operation, "403", ApiDescription.NOT_ALLOWED);
        if (namesSomething) {
            refuse(operation, "404", ApiDescription.NOT_FOUND);
        }
    }

    private static void refuse(Operation operation, String status, String refusal) {
        operation
                .getResponses()
                .addAPIResponse(status, OASFactory.createAPIResponse().ref(refusal));
    }
}

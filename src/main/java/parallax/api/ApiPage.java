package parallax.api;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// Which rows of a list a program wants.
///
/// @param after the last id of the page before
/// @param limit rows in a page
public record ApiPage(
        @Parameter(description = "the last id of the page before") @QueryParam("after") @DefaultValue("0")
        long after,

        @Parameter(
                description = "rows in a page",
                schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000", defaultValue = "100"))
        @QueryParam("limit")
        @DefaultValue("100")
        int limit) {
    private static final int LARGEST = 1_000;

    /// @throws BadRequestException if it is not the size of a page
    int size() {
        if (limit < 1 || limit > LARGEST) {
            throw new BadRequestException("limit must be from 1 to " + LARGEST);
        }
        return limit;
    }
}

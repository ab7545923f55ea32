/// The same figures and rows for programs, under `/api/v1`. The annotation holds what the descriptions
/// of all endpoints have in common: how programs sign in, and the refusals that many share.
@OpenAPIDefinition(
        info = @Info(title = "Parallax API", version = "1"),
        components =
                @Components(
                        securitySchemes = {
                            @SecurityScheme(
                                    securitySchemeName = "apiKey",
                                    type = SecuritySchemeType.HTTP,
                                    scheme = "bearer",
                                    description = "An API key, made under “Your account”; its scopes are read, export"
                                            + " and write."),
                            @SecurityScheme(
                                    securitySchemeName = "session",
                                    type = SecuritySchemeType.APIKEY,
                                    in = SecuritySchemeIn.COOKIE,
                                    apiKeyName = "session",
                                    description =
                                            "The session of whoever is signed in to the pages; over HTTPS its cookie is"
                                                    + " __Host-session. A request that changes something needs the token of"
                                                    + " the cookie csrf in the header X-CSRF-TOKEN.")
                        },
                        responses = {
                            @APIResponse(
                                    name = ApiDescription.NOT_SIGNED_IN,
                                    description = "No key or session, or one that is no longer valid"),
                            @APIResponse(
                                    name = ApiDescription.NOT_ALLOWED,
                                    description = "The key lacks the scope, or the account the right",
                                    content =
                                            @Content(
                                                    mediaType = ApiProblem.TYPE,
                                                    schema = @Schema(implementation = ApiProblem.class))),
                            @APIResponse(
                                    name = ApiDescription.NOT_FOUND,
                                    description =
                                            "There is no such study, or none of that name in it, or the study is not"
                                                    + " shared with you",
                                    content =
                                            @Content(
                                                    mediaType = ApiProblem.TYPE,
                                                    schema = @Schema(implementation = ApiProblem.class))),
                            @APIResponse(
                                    name = ApiDescription.NOT_READY,
                                    description =
                                            "The study's first figures are still being computed: try again after the"
                                                    + " seconds of Retry-After",
                                    content =
                                            @Content(
                                                    mediaType = ApiProblem.TYPE,
                                                    schema = @Schema(implementation = ApiProblem.class))),
                            @APIResponse(
                                    name = ApiDescription.BAD_PARAMETER,
                                    description = "A parameter does not have an allowed value; the problem says which",
                                    content =
                                            @Content(
                                                    mediaType = ApiProblem.TYPE,
                                                    schema = @Schema(implementation = ApiProblem.class))),
                            @APIResponse(
                                    name = ApiDescription.BAD_BODY,
                                    description =
                                            "The body asks for something that is not there; the problem says what",
                                    content =
                                            @Content(
                                                    mediaType = ApiProblem.TYPE,
                                                    schema = @Schema(implementation = ApiProblem.class))),
                            @APIResponse(
                                    name = ApiDescription.TOO_LATE,
                                    description = "It has ended already, or the study is no longer a draft",
                                    content =
                                            @Content(
                                                    mediaType = ApiProblem.TYPE,
                                                    schema = @Schema(implementation = ApiProblem.class)))
                        }))
@NullMarked
package parallax.api;

import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeIn;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.jspecify.annotations.NullMarked;

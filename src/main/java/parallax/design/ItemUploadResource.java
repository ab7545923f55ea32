package parallax.design;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;
import parallax.dataset.file.FileGlance;
import parallax.dataset.file.ItemColumns;
import parallax.dataset.file.Twins;
import parallax.dataset.items.ItemOrder;
import parallax.dataset.items.ItemUpload;
import parallax.dataset.items.ItemUploads;
import parallax.dataset.table.FileRefused;
import parallax.dataset.table.FileSource;
import parallax.dataset.table.Reading;
import parallax.identity.CurrentAccount;
import parallax.study.Study;
import parallax.study.StudyAccess;

/// Files of conversations for a draft: taken, mapped, added, taken out again.
@Path("/studies/{id}/design/uploads")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class ItemUploadResource {
    private final StudyAccess access;
    private final CurrentAccount account;
    private final ItemUploads uploads;
    private final UploadPages pages;
    private final DesignPages design;

    public ItemUploadResource(
            StudyAccess access, CurrentAccount account, ItemUploads uploads, UploadPages pages, DesignPages design) {
        this.access = access;
        this.account = account;
        this.uploads = uploads;
        this.pages = pages;
        this.design = design;
    }

    @POST
    @Consumes({MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_FORM_URLENCODED})
    public Response receive(@PathParam("id") long id, @RestForm("file") @Nullable FileUpload file) throws IOException {
        Study study = access.design(id);
        if (!study.isDraft()) {
            return refused(study, "Items can be added only to a draft.");
        }
        Optional<String> fault = fault(file);
        return fault.isPresent() ? refused(study, fault.get()) : kept(study, Objects.requireNonNull(file));
    }

    private static Optional<String> fault(@Nullable FileUpload file) {
        if (file == null || file.fileName().isEmpty()) {
            return Optional.of("Choose a file.");
        }
        if (file.size() == 0) {
            return Optional.of("The file is empty.");
        }
        try {
            FileSource source = FileSource.of(file.uploadedFile());
            FileGlance.at(new FileSource(file.fileName(), source.opening()), Reading.AS_FOUND);
            return Optional.empty();
        } catch (FileRefused unreadable) {
            return Optional.of(String.join(" ", UploadPages.sentences(unreadable)));
        }
    }

    private Response kept(Study study, FileUpload file) throws IOException {
        byte[] content = Files.readAllBytes(file.uploadedFile());
        return Response.seeOther(address(study.id(), uploads.keep(study.id(), file.fileName(), content, account.id())))
                .build();
    }

    @GET
    @Path("{upload}")
    public TemplateInstance show(@PathParam("id") long id, @PathParam("upload") long uploadId) throws FileRefused {
        Study study = access.design(id);
        ItemUpload upload = found(id, uploadId);
        Optional<FileSource> waiting = uploads.file(id, uploadId);
        if (waiting.isEmpty()) {
            return pages.report(study, upload);
        }
        FileGlance glance = FileGlance.at(waiting.get(), Reading.AS_FOUND);
        var proposed = new UploadPages.Chosen(glance, glance.guessed(ItemColumns.NONE), Twins.FOLDED);
        return pages.mapping(study, uploadId, proposed, List.of());
    }

    @POST
    @Path("{upload}")
    public Response map(@PathParam("id") long id, @PathParam("upload") long uploadId, @BeanParam MappingForm form)
            throws FileRefused {
        Study study = access.design(id);
        found(id, uploadId);
        Optional<FileSource> waiting = uploads.file(id, uploadId);
        if (waiting.isEmpty()) {
            return Response.seeOther(address(id, uploadId)).build();
        }
        FileGlance glance = FileGlance.at(waiting.get(), Reading.AS_FOUND);
        var chosen = new UploadPages.Chosen(glance, form.columns(glance.header()), form.twins());
        return form.adds()
                ? added(study, uploadId, chosen)
                : Response.ok(pages.mapping(study, uploadId, chosen, List.of())).build();
    }

    private Response added(Study study, long uploadId, UploadPages.Chosen chosen) {
        try {
            uploads.add(order(study.id(), uploadId, chosen), account.actor());
            return Response.seeOther(address(study.id(), uploadId)).build();
        } catch (FileRefused refused) {
            return refused(study, uploadId, chosen, UploadPages.sentences(refused));
        } catch (IllegalStateException refused) {
            return refused(study, uploadId, chosen, List.of(String.valueOf(refused.getMessage())));
        }
    }

    @POST
    @Path("{upload}/removal")
    public Response takeOut(@PathParam("id") long id, @PathParam("upload") long uploadId) {
        Study study = access.design(id);
        found(id, uploadId);
        return uploads.takeOut(id, uploadId, account.actor())
                ? Response.seeOther(URI.create("/studies/" + id + "/design")).build()
                : refused(study, "Items can be taken out only of a draft.");
    }

    private ItemOrder order(long id, long uploadId, UploadPages.Chosen chosen) {
        return new ItemOrder(
                id, chosen.glance().file(), Reading.AS_FOUND, chosen.columns(), chosen.twins(), uploadId, account.id());
    }

    private ItemUpload found(long id, long uploadId) {
        return uploads.find(id, uploadId).orElseThrow(() -> new NotFoundException("no such file"));
    }

    private static URI address(long id, long upload) {
        return URI.create("/studies/" + id + "/design/uploads/" + upload);
    }

    private Response refused(Study study, String why) {
        var notice = DesignPages.Notice.refused(Map.of("file", why));
        return Response.status(422)
                .entity(design.page(study, access.rights(study.id()).orElseThrow(), notice))
                .build();
    }

    private Response refused(Study study, long uploadId, UploadPages.Chosen chosen, List<String> refusals) {
        return Response.status(422)
                .entity(pages.mapping(study, uploadId, chosen, refusals))
                .build();
    }
}

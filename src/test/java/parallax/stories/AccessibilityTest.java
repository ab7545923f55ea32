package parallax.stories;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parallax.analysis.Exclusion;
import parallax.analysis.Exclusions;
import parallax.dataset.file.ItemColumns;
import parallax.dataset.file.Twins;
import parallax.dataset.items.ItemOrder;
import parallax.dataset.items.ItemUploads;
import parallax.dataset.table.FileRefused;
import parallax.dataset.table.FileSource;
import parallax.dataset.table.Reading;
import parallax.identity.Actor;
import parallax.identity.OneTimeLink;
import parallax.identity.Role;
import parallax.store.PostgresResource;
import parallax.study.Signal;

/// axe finds nothing on any page, in light and dark, on a wide screen and on a phone; and no page is
/// wider than its screen.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AccessibilityTest extends Story {
    @Inject
    OneTimeLink links;

    @Inject
    Exclusions exclusions;

    @Inject
    ItemUploads uploads;

    private static final int WIDE = 1280;
    private static final List<Screen> SCREENS = List.of(
            new Screen(ColorScheme.LIGHT, WIDE),
            new Screen(ColorScheme.DARK, WIDE),
            new Screen(ColorScheme.DARK, 320),
            new Screen(ColorScheme.LIGHT, 320));

    /// A colour on its way from one scheme to the other has the contrast of neither.
    private static final String CHANGED_COLOURS = "Promise.all(document.getAnimations()"
            + ".filter(change => change instanceof CSSTransition).map(change => change.finished)).then(() => true)";

    private record Screen(ColorScheme colours, int width) {}

    @Test
    void axe_finds_nothing_on_any_page_on_any_screen() {
        var faults = new ArrayList<String>();
        var study = world.openLooking(
                world.twoShores("A study of everyday advice", 50, 2),
                Map.of(Signal.STRAIGHT_LINING, 1.0, Signal.PANEL_FLAG, 1.0),
                "Stand on the top rung.",
                "Never ask a doctor.",
                "You could ask your neighbour.");
        world.crowd(study, "East", 4, 2);
        world.crowd(study, "West", 4, 0);
        boolean no = false;
        exclusions.create(study.id(), new Exclusion("careless", no, Map.of(Signal.STRAIGHT_LINING, 1.0), no), null);
        raterPages(study).forEach((address, session) -> {
            Visitor rater = somebodyAt(WIDE, ColorScheme.LIGHT);
            if (!session.isEmpty()) {
                rater.holds("rater-" + study.code(), session);
            }
            rater.opens(address);
            look(rater, address, faults);
        });
        var owner = world.person(Role.OWNER, "Olga");
        world.share(study, owner, Role.RESEARCHER, true);
        Visitor staff = signedIn(somebodyAt(WIDE, ColorScheme.LIGHT), owner);
        for (String address : staffPages(study, owner)) {
            staff.opens(address);
            look(staff, address, faults);
        }
        staff.opens("/studies/" + study.id() + "/items");
        staff.page.locator("tbody a").first().click();
        look(staff, "an item", faults);
        Visitor rater = signedIn(somebodyAt(WIDE, ColorScheme.LIGHT), world.person(Role.RATER, "Rosa"));
        rater.opens("/studies");
        look(rater, "a rater's studies", faults);
        rater.opens("/help/rating");
        look(rater, "a rater's help", faults);
        assertEquals(List.of(), faults);
    }

    /// Addresses, and the session of a rater who sees them.
    private Map<String, String> raterPages(World.OpenStudy study) {
        var pages = new LinkedHashMap<String, String>();
        String at = "/s/" + study.code();
        var finished = world.admitted(study, "East");
        world.judges(study, finished, 1);
        world.judges(study, finished, 1);
        pages.put(at, "");
        pages.put(at + "/about-you", world.consented(study).session());
        var rating = world.admitted(study, "West");
        pages.put(at + "/rate", rating.session());
        world.judges(study, rating, 0);
        pages.put(world.items(study, rating).getFirst(), rating.session());
        pages.put(at + "/rate?", rating.session());
        pages.put(world.item(study, rating) + "/skip", rating.session());
        pages.put(world.item(study, rating) + "/problem", rating.session());
        pages.put(at + "/pause", rating.session());
        pages.put(at + "/stop", rating.session());
        pages.put(at + "/my-data", rating.session());
        pages.put(at + "/my-data/withdrawal", rating.session());
        pages.put(at + "/return", "");
        pages.put(at + "?preview=1", "");
        pages.put(at + "/rate#", finished.session());
        return pages;
    }

    private List<String> staffPages(World.OpenStudy study, World.Person owner) {
        String at = "/studies/" + study.id();
        long draft = world.draft(world.twoShores("A draft", 5, 5), owner);
        return List.of(
                "/sign-in",
                "/welcome/" + links.forPassword(owner.id(), Actor.system()).text(),
                "/studies",
                "/studies/new",
                "/studies/new/plan",
                "/studies/" + draft + "/plan",
                "/studies/" + draft + "/rubric",
                "/studies/" + draft + "/raters",
                "/studies/" + draft + "/draft",
                at + "/strata",
                at,
                at + "?axis=",
                at + "/items",
                at + "/design",
                at + "/panel",
                at + "/retention",
                at + "/webhooks",
                at + "/terms",
                at + "/practice",
                at + "/problems",
                "/studies/" + draft + "/design",
                "/studies/" + draft + "/design/uploads/" + waiting(draft, owner),
                "/studies/" + draft + "/design/uploads/" + added(draft, owner),
                "/studies/" + draft,
                "/studies/" + draft + "/items",
                at + "/releases",
                at + "/releases/preview",
                at + "/export",
                at + "/export/datasets",
                at + "/overview",
                at + "/analyses",
                at + "/signals",
                "/studies/" + draft + "/signals",
                at + "/attention",
                "/studies/" + draft + "/attention",
                at + "/exclusions",
                at + "/exclusions/rules/careless",
                at + "?exclude=careless",
                "/accounts",
                "/installation",
                "/account",
                "/account/password",
                "/account/second-factor",
                "/account/sessions",
                "/audit-trail",
                "/audit-trail/seal?kept=1",
                "/studies/999999999");
    }

    private long waiting(long draft, World.Person owner) {
        return uploads.keep(draft, "waiting.csv", "id,response\n1,A reply.\n,No id.\n".getBytes(UTF_8), owner.id());
    }

    private long added(long draft, World.Person owner) {
        byte[] content = "id,prompt,response,colour\n1,Well?,Well.,red\n1,Well?,Well.,red\n2,And?,,\n".getBytes(UTF_8);
        var file = new FileSource("added.csv", () -> new ByteArrayInputStream(content));
        try {
            return uploads.add(
                    new ItemOrder(draft, file, Reading.AS_FOUND, ItemColumns.NONE, Twins.FOLDED, null, owner.id())
                            .guessed(),
                    Actor.account(owner.id()));
        } catch (FileRefused refused) {
            throw new AssertionError(refused);
        }
    }

    /// With everything unfolded, since what is folded away is not looked at. The page is loaded once,
    /// and its screen changed under it.
    static void look(Visitor visitor, String address, List<String> faults) {
        visitor.page.evaluate("document.querySelectorAll('details').forEach(details => (details.open = true))");
        for (Screen screen : SCREENS) {
            visitor.page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(screen.colours()));
            visitor.page.setViewportSize(screen.width(), 900);
            visitor.page.evaluate(CHANGED_COLOURS);
            String place = address + " " + screen;
            Axe.faults(visitor.page).forEach(fault -> faults.add(place + " " + fault));
            Object wider = visitor.page.evaluate(
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (!wider.equals(0)) {
                faults.add(place + " is " + wider + " px wider than its screen");
            }
        }
    }
}

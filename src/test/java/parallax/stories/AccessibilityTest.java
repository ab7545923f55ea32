package parallax.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parallax.identity.Actor;
import parallax.identity.OneTimeLink;
import parallax.identity.Role;
import parallax.store.PostgresResource;

/// axe finds nothing on any page, in light and dark, on a wide screen and on a phone; and no page is wider
/// than its screen.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AccessibilityTest extends Story {
    @Inject
    OneTimeLink links;

    @ParameterizedTest
    @CsvSource({"LIGHT, 1280", "DARK, 1280", "LIGHT, 320", "DARK, 320"})
    void axe_finds_nothing_on_any_page(ColorScheme colours, int width) {
        var faults = new ArrayList<String>();
        var study = world.open(
                world.twoShores("A study of everyday advice", 50, 2),
                "Stand on the top rung.",
                "Never ask a doctor.",
                "You could ask your neighbour.");
        world.crowd(study, "East", 4, 2);
        world.crowd(study, "West", 4, 0);
        raterPages(study).forEach((address, session) -> {
            Visitor rater = somebodyAt(width, colours);
            if (!session.isEmpty()) {
                rater.holds("rater-" + study.code(), session);
            }
            rater.opens(address);
            look(rater, address, faults);
        });
        var owner = world.person(Role.OWNER, "Olga");
        world.share(study, owner, Role.RESEARCHER, true);
        Visitor staff = signedIn(somebodyAt(width, colours), owner);
        for (String address : staffPages(study, owner)) {
            staff.opens(address);
            look(staff, address, faults);
        }
        staff.opens("/studies/" + study.id() + "/items");
        staff.page.locator("tbody a").first().click();
        look(staff, "an item", faults);
        Visitor rater = signedIn(somebodyAt(width, colours), world.person(Role.RATER, "Rosa"));
        rater.opens("/studies");
        look(rater, "a rater's studies", faults);
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
        pages.put(at + "/pause", rating.session());
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
                at,
                at + "?axis=",
                at + "/items",
                at + "/design",
                "/studies/" + draft + "/design",
                "/studies/" + draft,
                "/studies/" + draft + "/items",
                at + "/export",
                "/accounts",
                "/audit-trail",
                "/studies/999999999");
    }

    /// With everything unfolded, since what is folded away is not looked at.
    private static void look(Visitor visitor, String address, List<String> faults) {
        visitor.page.evaluate("document.querySelectorAll('details').forEach(details => (details.open = true))");
        new AxeBuilder(visitor.page)
                .analyze()
                .getViolations()
                .forEach(violation -> violation
                        .getNodes()
                        .forEach(node -> faults.add(address + " " + violation.getId() + " " + node.getTarget() + " "
                                + violation.getHelp())));
        Object wider =
                visitor.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (!wider.equals(0)) {
            faults.add(address + " is " + wider + " px wider than its screen");
        }
    }
}

package parallax.stories;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/// What every story has: a world, and browsers that are closed and looked over at its end.
abstract class Story {
    @Inject
    World world;

    @TestHTTPResource("/")
    URI home;

    private final List<Visitor> visitors = new ArrayList<>();

    Visitor somebody() {
        return with(new Browser.NewContextOptions().setViewportSize(1280, 900));
    }

    Visitor somebodyWithoutScripts() {
        return with(new Browser.NewContextOptions().setJavaScriptEnabled(false));
    }

    Visitor somebodyAt(int width, ColorScheme colours) {
        return with(new Browser.NewContextOptions().setViewportSize(width, 900).setColorScheme(colours));
    }

    Visitor signedIn(World.Person person) {
        return signedIn(somebody(), person);
    }

    Visitor signedIn(Visitor visitor, World.Person person) {
        visitor.holds("session", person.session());
        return visitor;
    }

    Visitor with(Browser.NewContextOptions options) {
        var visitor = new Visitor(home, Chromium.running().newContext(options));
        visitors.add(visitor);
        return visitor;
    }

    /// Those of this story, in the order in which they came.
    List<Visitor> visitors() {
        return List.copyOf(visitors);
    }

    @AfterEach
    void everybodySawNothingWrongAndLeaves() {
        try {
            visitors.forEach(Visitor::sawNothingWrong);
        } finally {
            visitors.forEach(Visitor::close);
        }
    }
}

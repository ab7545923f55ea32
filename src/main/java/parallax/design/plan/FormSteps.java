package parallax.design.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// Steps of editing in a form's tree: parts of its lists are added, moved and removed.
final class FormSteps {
    private final ObjectNode tree;
    private String touched = "";

    FormSteps(ObjectNode tree) {
        this.tree = tree;
    }

    /// The place that the last step touched, as the names of its fields begin; empty before any step.
    String touched() {
        return touched;
    }

    /// Where a part stands: in which list, at which index; and the name of that list.
    record Place(ArrayNode list, int index, String above) {}

    /// @return nothing if there is no such part
    @Nullable
    Place place(String at) {
        int dot = at.lastIndexOf('.');
        if (dot < 0 || !at.substring(dot + 1).matches("\\d{1,6}")) {
            return null;
        }
        String above = at.substring(0, dot);
        int index = Integer.parseInt(at.substring(dot + 1));
        return node(above) instanceof ArrayNode list && index < list.size() ? new Place(list, index, above) : null;
    }

    JsonNode node(String at) {
        return at.isEmpty() ? tree : at.matches("\\w+(\\.\\w+)*") ? tree.at("/" + at.replace('.', '/')) : tree.path("");
    }

    /// @param at the part whose list it is; empty for the whole
    /// @return whether there is such a part
    boolean add(String at, String list, ObjectNode part) {
        if (!(node(at) instanceof ObjectNode parent)) {
            return false;
        }
        ArrayNode parts = FormTree.list(parent, list);
        parts.add(part);
        touched = (at.isEmpty() ? "" : at + ".") + list + "." + (parts.size() - 1);
        return true;
    }

    boolean remove(String at) {
        Place place = place(at);
        if (place == null) {
            return false;
        }
        place.list.remove(place.index);
        touched = place.list.isEmpty() ? "" : place.above + "." + Math.min(place.index, place.list.size() - 1);
        return true;
    }

    /// @return whether there is such a part, and room to move it within its list
    boolean move(String at, int by) {
        Place place = place(at);
        if (place == null || place.index + by < 0 || place.index + by >= place.list.size()) {
            return false;
        }
        moveTo(place, place.list, place.above, place.index + by);
        return true;
    }

    void moveTo(Place place, ArrayNode list, String above, int to) {
        list.insert(to, place.list.remove(place.index));
        touched = above + "." + to;
    }
}

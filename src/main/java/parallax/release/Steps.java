package parallax.release;

/// Of which items enough raters are new since their figures were last shown, so that no single answer can be read
/// off the change.
interface Steps {
    boolean mayShow(String item);

    /// Whether every group of the axis may be shown of the item.
    boolean mayShow(String item, String axis);
}

package parallax.analytics.crossed;

/// How far effects vary, as standard deviations on the logit scale.
///
/// @param raters     of raters within a group
/// @param items      of items, for all groups alike
/// @param groupItems of a group's own view of an item; 0 where there is one group
/// @param groups     of groups around what is expected of them; 0 where there is one group
record Spread(double raters, double items, double groupItems, double groups) {}

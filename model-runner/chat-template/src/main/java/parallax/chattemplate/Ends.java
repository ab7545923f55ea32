package parallax.chattemplate;

/// Which ends of a text something applies to.
enum Ends {
    LEFT,
    RIGHT,
    BOTH;

    boolean includeLeft() {
        return this != RIGHT;
    }

    boolean includeRight() {
        return this != LEFT;
    }
}

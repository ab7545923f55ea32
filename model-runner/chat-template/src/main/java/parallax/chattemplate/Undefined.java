package parallax.chattemplate;

/// The value of a name that nothing defines: empty when printed or looped over, an error when used
/// otherwise.
record Undefined(String name) {
    TemplateException used() {
        return new TemplateException("\"" + name + "\" is undefined");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Undefined;
    }

    @Override
    public int hashCode() {
        return 0;
    }
}

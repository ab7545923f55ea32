package parallax.identity;

/// A password as it is stored. Made where there is time for it: see [PasswordQueue].
record PasswordHash(String text) {
    static PasswordHash of(String password) {
        return new PasswordHash(Password.hash(password));
    }

    boolean isOf(String password) {
        return Password.matches(password, text);
    }

    @Override
    public String toString() {
        return "PasswordHash[hidden]";
    }
}

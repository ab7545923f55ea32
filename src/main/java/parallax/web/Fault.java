package parallax.web;

/// What went wrong in a request, as far as it tells two faults apart: where it began, and as what.
///
/// @param what the type of the first cause
/// @param place the first step of ours on the way to it
record Fault(String what, String place) {
    private static final String OURS = "parallax.";

    static Fault of(Throwable failure) {
        Throwable first = failure;
        for (int depth = 0; first.getCause() != null && depth < 100; depth++) {
            first = first.getCause();
        }
        String place = "";
        for (Throwable cause = failure; cause != null && place.isEmpty(); cause = cause.getCause()) {
            place = place(cause);
        }
        return new Fault(first.getClass().getSimpleName(), place);
    }

    private static String place(Throwable failure) {
        for (StackTraceElement step : failure.getStackTrace()) {
            if (step.getClassName().startsWith(OURS) && !step.getClassName().contains("_")) {
                return step.getClassName() + "." + step.getMethodName() + ":" + step.getLineNumber();
            }
        }
        return "";
    }

    @Override
    public String toString() {
        return place.isEmpty() ? what : what + " at " + place;
    }
}

package parallax.analytics.crossed;

/// The mean of a logistic function of a normal variable, by its own mean, at one standard deviation:
/// what raters of a group choose on average, whose levels vary.
///
/// Tabulated .02 apart and read by linear interpolation, which is off by less than 5·10⁻⁶; the integral
/// is a trapezoid sum of step .25 over 8 standard deviations, which is exact to rounding for a density
/// as smooth as the normal.
final class LogisticNormal {
    private static final double REACH = 40;
    private static final double STEP = .02;
    private static final double WIDTH = 8;
    private static final double NODE = .25;

    private final double[] mean = new double[(int) (2 * REACH / STEP) + 1];

    LogisticNormal(double deviation) {
        for (int k = 0; k < mean.length; k++) {
            double sum = 0;
            double weights = 0;
            for (double z = -WIDTH; z <= WIDTH; z += NODE) {
                double density = Math.exp(-z * z / 2);
                sum += density / (1 + Math.exp(-(k * STEP - REACH) - deviation * z));
                weights += density;
            }
            mean[k] = sum / weights;
        }
    }

    double at(double x) {
        double place = Math.max(0, Math.min(mean.length - 1.000001, (x + REACH) / STEP));
        int below = (int) place;
        double part = place - below;
        return mean[below] * (1 - part) + mean[below + 1] * part;
    }
}

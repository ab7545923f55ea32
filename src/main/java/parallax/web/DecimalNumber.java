package parallax.web;

import jakarta.validation.Constraint;
import jakarta.validation.OverridesAttribute;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A field whose text is a number within a range.
@Constraint(validatedBy = {})
@Pattern(regexp = "-?\\d{1,9}(\\.\\d{1,15})?")
@DecimalMin("0")
@DecimalMax("0")
@ReportAsSingleViolation
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface DecimalNumber {
    /// No form takes more than nine digits before the point.
    String LARGEST = "999999999";

    /// What the number is, as the sentence about it begins.
    String of();

    @OverridesAttribute(constraint = DecimalMin.class, name = "value")
    String least();

    /// Whether the least number itself is allowed.
    @OverridesAttribute(constraint = DecimalMin.class, name = "inclusive")
    boolean fromLeast() default true;

    @OverridesAttribute(constraint = DecimalMax.class, name = "value")
    String most() default LARGEST;

    String message() default "{of} must be a number from {least} to {most}.";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}

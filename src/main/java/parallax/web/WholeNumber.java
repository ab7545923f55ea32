package parallax.web;

import jakarta.validation.Constraint;
import jakarta.validation.OverridesAttribute;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A field whose text is a whole number within a range.
@Constraint(validatedBy = {})
@Pattern(regexp = "-?\\d{1,18}")
@Min(Long.MIN_VALUE)
@Max(Long.MAX_VALUE)
@ReportAsSingleViolation
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface WholeNumber {
    /// What the number is, as the sentence about it begins.
    String of();

    @OverridesAttribute(constraint = Min.class, name = "value")
    long least();

    @OverridesAttribute(constraint = Max.class, name = "value")
    long most();

    String message() default "{of} must be a whole number from {least} to {most}.";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}

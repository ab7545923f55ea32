package parallax.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What must be put right in a form: the constraints on its record that what was typed breaks, each in the
/// sentence that stands beside its field.
@ApplicationScoped
public class Faults {
    private final Validator validator;

    public Faults(Validator validator) {
        this.validator = validator;
    }

    /// @return one sentence for each field at fault, in the order of the fields; a rule that asks the database may
    ///     add its own
    public Map<String, String> of(Record form) {
        var found = new TreeMap<String, String>();
        validator.validate(form).stream()
                .sorted(Comparator.comparing(ConstraintViolation::getMessage))
                .forEach(violation -> found.putIfAbsent(field(violation), violation.getMessage()));
        var inOrder = new LinkedHashMap<String, String>();
        fields(form.getClass()).filter(found::containsKey).forEach(field -> inOrder.put(field, found.get(field)));
        return inOrder;
    }

    private static String field(ConstraintViolation<?> violation) {
        String path = violation.getPropertyPath().toString();
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private static Stream<String> fields(Class<?> form) {
        return Arrays.stream(form.getRecordComponents())
                .flatMap(part -> part.getType().isRecord() ? fields(part.getType()) : Stream.of(part.getName()));
    }
}

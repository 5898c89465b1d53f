package dev.portolan.audit.query;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Arrays;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Describes the parameters of a question from {@link Criterion}, so that the description cannot fall behind. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class ParametersInOpenApi implements OASFilter {

    @Override
    public Operation filterOperation(Operation operation) {
        if ("findRecords".equals(operation.getOperationId())) {
            Arrays.stream(Criterion.values()).forEach(criterion -> operation.addParameter(described(criterion)));
            operation.addParameter(parameter("limit", "records in a page", Schema.SchemaType.INTEGER));
            operation.addParameter(parameter(
                    "cursor", "'next' of the answer before, for the same question", Schema.SchemaType.STRING));
        }
        return operation;
    }

    private static Parameter described(Criterion criterion) {
        Parameter parameter = parameter(criterion.parameter(), criterion.meaning(), Schema.SchemaType.STRING);
        criterion.choices().forEach(parameter.getSchema()::addEnumeration);
        return parameter;
    }

    private static Parameter parameter(String name, String meaning, Schema.SchemaType type) {
        return OASFactory.createParameter()
                .name(name)
                .in(Parameter.In.QUERY)
                .description(meaning)
                .schema(OASFactory.createSchema().addType(type));
    }
}

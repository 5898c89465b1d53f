package dev.portolan.audit.query;

import dev.portolan.audit.criteria.Criterion;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Arrays;
import java.util.Set;
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
        String id = operation.getOperationId() == null ? "" : operation.getOperationId();
        if (Set.of("findRecords", "countRecords", "exportRecords", "tailRecords")
                .contains(id)) {
            Arrays.stream(Criterion.values()).forEach(criterion -> operation.addParameter(described(criterion)));
            operation.addParameter(parameter("filter", "a condition in CEL", Schema.SchemaType.STRING));
        }
        if (id.equals("findRecords") || id.equals("runReport")) {
            operation.addParameter(parameter(
                    "cursor", "'next' of the answer before, for the same question", Schema.SchemaType.STRING));
        }
        if (id.equals("findRecords") || id.equals("countRecords") || id.equals("runReport")) {
            operation.addParameter(parameter("limit", "records or lines in an answer", Schema.SchemaType.INTEGER));
        }
        if (id.equals("countRecords")) {
            operation.addParameter(parameter("by", "hour, day, month or none", Schema.SchemaType.STRING));
            operation.addParameter(
                    parameter("group", "what to count by, separated by commas", Schema.SchemaType.STRING));
        }
        if (id.equals("runReport")) {
            operation.addParameter(described(Criterion.FROM));
            operation.addParameter(described(Criterion.TO));
            operation.addParameter(parameter("format", "json or csv", Schema.SchemaType.STRING));
        }
        if (id.equals("getPayload")) {
            operation.addParameter(parameter("reason", "why, at most 500 characters", Schema.SchemaType.STRING));
        }
        if (id.equals("exportRecords")) {
            operation.addParameter(parameter("format", "ndjson, csv or ocsf", Schema.SchemaType.STRING));
            operation.addParameter(parameter(
                    "proofs",
                    "log (usual with ndjson): with what proves the records; or none",
                    Schema.SchemaType.STRING));
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

package dev.portolan.gateway.catalog;

import dev.portolan.gateway.call.Call;
import dev.portolan.gateway.naming.Identifiers;
import dev.portolan.gateway.naming.Naming;
import dev.portolan.mcp.JsonSlice;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call whose feature exists. Only {@link Catalog} makes one. */
public final class RoutedCall {
    private final Call call;
    private final Catalog.Entry target;
    private final Naming naming;
    private final @Nullable JsonSlice arguments;

    RoutedCall(Call call, Catalog.Entry target, Naming naming) {
        this.call = call;
        this.target = target;
        this.naming = naming;
        this.arguments = target.pins().with(call.arguments());
    }

    public Call call() {
        return call;
    }

    public Feature feature() {
        return target.feature();
    }

    /** What the feature's schemas demand of arguments and answers. */
    public CallCheck check() {
        return target.check();
    }

    /** Which arguments travel as headers too. */
    public ParamHeaders headers() {
        return target.headers();
    }

    /** An argument that the caller gives although the gateway sets it; such a call is not to be sent on. */
    public Optional<String> pinnedButGiven() {
        return target.pins().givenIn(call.arguments());
    }

    /** The arguments that are decided on, recorded and sent: the caller's and those that are set; null if none are. */
    public @Nullable JsonSlice arguments() {
        return arguments;
    }

    /** Says what the connector answers in public words. */
    public Identifiers toPublic() {
        return Identifiers.toPublic(naming, feature().connector());
    }

    /** Says what the caller asks in the connector's own words. The one name it has to know is that of its feature. */
    public Identifiers toOriginal() {
        return Identifiers.toOriginal(
                naming,
                feature().connector(),
                (kind, name) -> name.equals(feature().publicName()) ? feature().upstreamName() : name);
    }
}

package dev.portolan.gateway.catalog;

import dev.portolan.gateway.call.Call;
import dev.portolan.gateway.naming.Identifiers;
import dev.portolan.gateway.naming.Naming;

/** A call whose feature exists. Only {@link Catalog} makes one. */
public final class RoutedCall {
    private final Call call;
    private final Feature feature;
    private final CallCheck check;
    private final ParamHeaders headers;
    private final Naming naming;

    RoutedCall(Call call, Feature feature, CallCheck check, ParamHeaders headers, Naming naming) {
        this.call = call;
        this.feature = feature;
        this.check = check;
        this.headers = headers;
        this.naming = naming;
    }

    public Call call() {
        return call;
    }

    public Feature feature() {
        return feature;
    }

    /** What the feature's schemas demand of arguments and answers. */
    public CallCheck check() {
        return check;
    }

    /** Which arguments travel as headers too. */
    public ParamHeaders headers() {
        return headers;
    }

    /** Says what the connector answers in public words. */
    public Identifiers toPublic() {
        return Identifiers.toPublic(naming, feature.connector());
    }

    /** Says what the caller asks in the connector's own words. The one name it has to know is that of its feature. */
    public Identifiers toOriginal() {
        return Identifiers.toOriginal(
                naming,
                feature.connector(),
                (kind, name) -> name.equals(feature.publicName()) ? feature.upstreamName() : name);
    }
}

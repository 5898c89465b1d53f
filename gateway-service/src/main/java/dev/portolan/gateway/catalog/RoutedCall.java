package dev.portolan.gateway.catalog;

import dev.portolan.gateway.call.Call;

/** A call whose feature exists. Only {@link Catalog} makes one. */
public final class RoutedCall {
    private final Call call;
    private final Feature feature;
    private final CallCheck check;
    private final ParamHeaders headers;

    RoutedCall(Call call, Feature feature, CallCheck check, ParamHeaders headers) {
        this.call = call;
        this.feature = feature;
        this.check = check;
        this.headers = headers;
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
}

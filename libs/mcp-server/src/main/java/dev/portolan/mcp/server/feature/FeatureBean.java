package dev.portolan.mcp.server.feature;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.inject.Qualifier;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Marks beans that have feature methods. {@link FeatureDiscovery} sets it; nobody writes it. */
@Qualifier @Retention(RUNTIME)
@Target({ElementType.TYPE, ElementType.PARAMETER, ElementType.METHOD, ElementType.FIELD})
public @interface FeatureBean {}

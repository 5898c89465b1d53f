package dev.portolan.mcp.server.feature;

import dev.portolan.mcp.server.CompletePrompt;
import dev.portolan.mcp.server.CompleteResourceTemplate;
import dev.portolan.mcp.server.Prompt;
import dev.portolan.mcp.server.Resource;
import dev.portolan.mcp.server.ResourceTemplate;
import dev.portolan.mcp.server.Tool;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Vetoed;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.enterprise.inject.build.compatible.spi.Messages;

/**
 * Marks, while the application is built, every class that has a feature method with {@link FeatureBean}, so that its
 * bean is kept although nobody injects it, and can be found at start. A CDI build compatible extension: the portable
 * way to do so without an extension of the framework.
 */
public final class FeatureDiscovery implements BuildCompatibleExtension {
    @Enhancement(
            types = Object.class,
            withSubtypes = true,
            withAnnotations = {
                Tool.class,
                Resource.class,
                ResourceTemplate.class,
                Prompt.class,
                CompletePrompt.class,
                CompleteResourceTemplate.class
            })
    public void mark(ClassConfig bean, Messages messages) {
        if (bean.info().isInterface() || bean.info().isAbstract() || bean.info().hasAnnotation(Vetoed.class)) {
            return;
        }
        boolean scoped = bean.info().annotations().stream().anyMatch(a -> a.declaration().annotations().stream()
                .anyMatch(meta ->
                        meta.name().startsWith("jakarta.") && meta.name().endsWith("Scope")));
        if (!scoped) {
            messages.error("has feature methods but no scope; annotate it @ApplicationScoped", bean.info());
        }
        bean.addAnnotation(FeatureBean.class).addAnnotation(Default.class);
    }
}

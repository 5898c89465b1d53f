package dev.portolan.gateway.viewfile;

import dev.portolan.gateway.catalog.CatalogStore;
import dev.portolan.gateway.reload.WatchSettings;
import dev.portolan.gateway.reload.WatchedFile;
import dev.portolan.gateway.reload.WatchedFiles;
import dev.portolan.gateway.view.View;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.List;

/** Offers the views of the file of this moment. A bad file at start keeps the gateway from starting. */
@Startup
@Singleton
class ViewsFile {
    private final CatalogStore store;

    ViewsFile(WatchedFiles files, ViewsConfig config, CatalogStore store) {
        this.store = store;
        config.file().ifPresent(path -> {
            WatchSettings settings = new WatchSettings(
                    path, config.pollInterval(), config.maxSize().asLongValue());
            WatchedFile<List<View>> file = files.watch(settings, new ViewsFormat());
            file.onChange((before, now) -> offer(file));
            offer(file);
        });
    }

    /** Reads the file inside the lock, so that of two changes the later one wins. */
    private synchronized void offer(WatchedFile<List<View>> file) {
        store.views(file.current());
    }
}

package dev.portolan.audit.tail;

import dev.portolan.audit.query.RecordView;
import java.util.Optional;

/**
 * A record on its way to a listener.
 *
 * @param place in the log
 * @param view the record; absent for a sign of life
 */
record TailedRecord(Place place, Optional<RecordView> view) {}

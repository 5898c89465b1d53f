/**
 * PostgreSQL for a local run: binaries from Maven, a kept data directory with durability on, the databases and roles
 * of the suite, and a sample shop worth asking. It refuses to know who connects.
 */
@NullMarked
package dev.portolan.local.postgres;

import org.jspecify.annotations.NullMarked;

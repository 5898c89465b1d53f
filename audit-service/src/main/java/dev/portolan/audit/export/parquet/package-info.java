/** JSON objects as Apache Parquet, written as they come. It refuses to know what they mean. */
@NullMarked
package dev.portolan.audit.export.parquet;

import org.jspecify.annotations.NullMarked;

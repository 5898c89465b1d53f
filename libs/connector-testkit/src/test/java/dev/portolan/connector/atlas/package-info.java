/** The smallest connector that keeps the contract: three cities. It decides nothing and knows no backend. */
@NullMarked
package dev.portolan.connector.atlas;

import org.jspecify.annotations.NullMarked;

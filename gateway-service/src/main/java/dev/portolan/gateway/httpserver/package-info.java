/**
 * What is around all endpoints: requests that the HTTP server cannot read, and those that none of our endpoints takes
 * charge of, are recorded here. It decides nothing and answers nothing.
 */
@NullMarked
package dev.portolan.gateway.httpserver;

import org.jspecify.annotations.NullMarked;

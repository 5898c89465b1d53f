/**
 * The connector for GitHub and for plain Git: what its packages offer over MCP is read from the annotations on their
 * tools, resources and prompts. It knows nothing of who asks beyond the token's check, and nothing of any gateway.
 *
 * <p>Order of packages: {@code repository}, {@code content}, {@code issue}, {@code pullrequest} stand on {@code api};
 * {@code githistory} and {@code gitcontent} stand on {@code git}; all stand on {@code failure} and {@code text}.
 */
@NullMarked
package dev.portolan.connector.github;

import org.jspecify.annotations.NullMarked;

/**
 * Decides how GitHub is asked: credential, conditional requests, budgets, retries, and what an answer or a refusal
 * means. Refuses to know which tool asks.
 */
@NullMarked
package dev.portolan.connector.github.api;

import org.jspecify.annotations.NullMarked;

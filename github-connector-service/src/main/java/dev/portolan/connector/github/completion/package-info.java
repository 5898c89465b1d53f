/**
 * Decides what is proposed for arguments of prompts and resource templates, and says honestly whether that is all.
 * Refuses to propose what the credential could not read.
 */
@NullMarked
package dev.portolan.connector.github.completion;

import org.jspecify.annotations.NullMarked;

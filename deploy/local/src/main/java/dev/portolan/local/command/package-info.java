/**
 * What people type: {@code up}, {@code down}, {@code status}, {@code logs} and {@code token}. It decides exit codes
 * and words at the terminal, and refuses to know how anything is done.
 */
@NullMarked
package dev.portolan.local.command;

import org.jspecify.annotations.NullMarked;

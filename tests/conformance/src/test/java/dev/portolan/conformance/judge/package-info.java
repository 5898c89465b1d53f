/** Runs the official conformance suite and judges by what it checked, not by the totals it prints. */
package dev.portolan.conformance.judge;

/** Portolan as the process it is, for the tests of any module: the launcher, and the whole suite up under it. */
package dev.portolan.suite;

/**
 * What every package may use and that uses no other package of ours: refusals, hashes, files,
 * names.
 */
package vitexplain.base;

/**
 * The run folder: schemas of its files, the manifest, atomic writes; all that benchmarks, study and
 * report share.
 */
package vitexplain.run;

/**
 * From a run folder to figures, tables and one page. Knows the run folder only, so that it can be
 * run again at any time.
 */
package vitexplain.report;

/** One class per explanation method: a trace in, maps out. */
package vitexplain.explain;

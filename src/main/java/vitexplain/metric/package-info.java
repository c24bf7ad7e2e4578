/** Metrics and statistics as pure functions on plain arrays: no tensor type, no input or output. */
package vitexplain.metric;

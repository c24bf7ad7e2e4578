/** The evaluation runner: a plan, one pure unit of work per image, resume, statistics. */
package vitexplain.study;

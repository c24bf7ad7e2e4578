/** Words for people: what every package may use and that uses no other package of ours. */
package vitexplain.text;

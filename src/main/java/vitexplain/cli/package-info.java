/** The commands: parse, wire, print. Nothing is computed here. */
package vitexplain.cli;

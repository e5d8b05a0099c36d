/**
 * The program videoaction, a command a class. It stands beside the nodes on data-readers and model-zoo and holds no
 * algorithm either; errors are one sentence and an exit code.
 */
package org.videoaction.commandline;

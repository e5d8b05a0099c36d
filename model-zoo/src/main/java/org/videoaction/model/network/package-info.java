/**
 * Networks as descriptions: graphs of typed layers that can be counted, initialised and simplified before anything
 * computes them. The named networks of the papers are here.
 */
package org.videoaction.model.network;

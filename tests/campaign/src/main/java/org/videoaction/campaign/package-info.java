/** Kills, full disks and cancels by the hundred, on the product as it is run: processes of the command line. */
package org.videoaction.campaign;

package org.videoaction.knime.io;

import java.nio.file.Path;
import org.videoaction.data.list.AvaBox;

/**
 * A box, and where its picture is.
 *
 * @param seconds the time in the video's file
 * @param frame the picture itself, or null where no list of frames has it
 */
record BoxRow(AvaBox box, Path video, double seconds, Path frame) {}

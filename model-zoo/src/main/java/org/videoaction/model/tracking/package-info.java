/**
 * Who is who: boxes of the frames of a video are joined to persons by where each was going to be, as in ByteTrack (Zhang et
 * al., 2022). Pure arithmetic, which knows neither networks nor videos.
 */
package org.videoaction.model.tracking;

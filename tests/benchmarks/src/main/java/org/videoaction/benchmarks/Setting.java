package org.videoaction.benchmarks;

import java.nio.file.Path;

/**
 * Where benchmarks find what they need.
 *
 * @param videos the folder that keeps the generated videos
 * @param peers the folder of the scripts that do the same work with other libraries
 */
record Setting(Path videos, Path peers) {
}

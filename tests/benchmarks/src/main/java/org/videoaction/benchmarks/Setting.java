package org.videoaction.benchmarks;

import java.nio.file.Path;
import java.util.List;

/**
 * Where benchmarks find what they need.
 *
 * @param machine the one that benchmarks run on
 * @param videos the folder that keeps the generated videos
 * @param peers the folder of the scripts that do the same work with other libraries
 * @param real the folder of real videos, which need not be there
 * @param options what was said behind the benchmark's name
 */
record Setting(Machine machine, Path videos, Path peers, Path real, List<String> options) {}

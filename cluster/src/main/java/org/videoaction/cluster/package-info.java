/**
 * Scoring, probing, sampling and training by Apache Spark: jobs that spark-submit starts, a class a job. It stands beside the
 * nodes and the command line; what a task does with its videos is done by data-readers and model-zoo.
 */
package org.videoaction.cluster;

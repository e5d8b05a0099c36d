/**
 * Jobs for Apache Spark as seen by whoever starts them: spark-submit's command line, its process and how far the job is. Spark
 * itself is not needed here; the jobs are in a jar of their own.
 */
package org.videoaction.model.spark;

package org.videoaction.cluster;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.SparkConf;
import scala.Tuple2;

/**
 * A file or folder that an option names: a path, or where the text begins with a scheme, such as {@code hdfs:} or
 * {@code s3a:}, in a file system of Hadoop.
 */
record Place(String text) {

    /** Longer than a name node takes to hand over to another one. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** One letter is a drive of Windows. */
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/.*", Pattern.DOTALL);
    private static final Pattern PATTERNS = Pattern.compile("[\\[\\]{}*?\\\\]");
    private static final String OF_HADOOP = "spark.hadoop.";
    private static final String OF_PATHS = "file:";

    /** Whether it is a path. */
    boolean isHere() {
        return !SCHEME.matcher(text).matches() || text.startsWith(OF_PATHS);
    }

    /**
     * The path that it is.
     *
     * @throws IllegalArgumentException when it is none
     */
    Path path() {
        if (!isHere()) {
            throw new IllegalArgumentException(text + " lies in a file system of Hadoop, where this cannot be read from. "
                + "Give a path under which every executor sees it.");
        }
        return Path.of(text.startsWith(OF_PATHS) ? new org.apache.hadoop.fs.Path(text).toUri().getPath() : text);
    }

    /** As Hadoop calls it. A path is one of this machine also where another file system is Hadoop's usual one. */
    org.apache.hadoop.fs.Path ofHadoop() {
        if (isHere()) {
            return new org.apache.hadoop.fs.Path(path().toAbsolutePath().toUri());
        }
        org.apache.hadoop.fs.Path there = new org.apache.hadoop.fs.Path(text);
        return there.toUri().getPath().isEmpty() ? new org.apache.hadoop.fs.Path(there.toUri().resolve("/")) : there;
    }

    /** For Spark's readers, which take signs such as brackets for patterns of several names. */
    static String literally(org.apache.hadoop.fs.Path path) {
        return PATTERNS.matcher(path.toString()).replaceAll("\\\\$0");
    }

    /**
     * Makes sure that its file system answers.
     *
     * @throws IOException when it does not within a minute; the message names it and the reason
     */
    void check() throws IOException {
        if (!isHere()) {
            exists();
        }
    }

    /**
     * Whether there is such a file or folder.
     *
     * @throws IOException as {@link #check}
     */
    boolean exists() throws IOException {
        org.apache.hadoop.fs.Path there = ofHadoop();
        return new Answer(text, PATIENCE).to(() -> there.getFileSystem(hadoop()).exists(there));
    }

    /**
     * The path, or that of a copy.
     *
     * @param scratch a folder for the copy
     */
    Path brought(Path scratch) throws IOException {
        if (isHere()) {
            return path();
        }
        if (!exists()) {
            throw new FileNotFoundException(text + " does not exist.");
        }
        org.apache.hadoop.fs.Path there = ofHadoop();
        FileSystem files = there.getFileSystem(hadoop());
        if (files.getFileStatus(there).isDirectory()) {
            throw new IOException(text + " is a folder; a file is needed there. Folders are read through paths alone.");
        }
        Path copy = scratch.resolve(there.getName());
        // without a check sum beside it
        files.copyToLocalFile(false, there, new org.apache.hadoop.fs.Path(copy.toUri()), true);
        return copy;
    }

    /** Puts a copy of a file into this folder, under its name and in the place of one that is there. */
    void send(Path file, Configuration hadoop) throws IOException {
        send(file, ofHadoop(), file.getFileName().toString(), hadoop);
    }

    /** Puts a copy of a file here. */
    void replace(Path file, Configuration hadoop) throws IOException {
        org.apache.hadoop.fs.Path there = ofHadoop();
        send(file, there.getParent(), there.getName(), hadoop);
    }

    private static void send(Path file, org.apache.hadoop.fs.Path folder, String name, Configuration hadoop)
        throws IOException {
        org.apache.hadoop.fs.Path beside = new org.apache.hadoop.fs.Path(folder, "_" + name);
        org.apache.hadoop.fs.Path there = new org.apache.hadoop.fs.Path(folder, name);
        FileSystem files = folder.getFileSystem(hadoop);
        files.copyFromLocalFile(false, true, new org.apache.hadoop.fs.Path(file.toUri()), beside);
        files.delete(there, false);
        if (!files.rename(beside, there)) {
            throw new IOException("The file " + beside + " cannot be renamed to " + name + ".");
        }
    }

    /** How the driver reaches file systems: by Hadoop's own files and what spark-submit was told. */
    static Configuration hadoop() {
        Configuration hadoop = new Configuration();
        for (Tuple2<String, String> setting : new SparkConf().getAll()) {
            if (setting._1().startsWith(OF_HADOOP)) {
                hadoop.set(setting._1().substring(OF_HADOOP.length()), setting._2());
            }
        }
        return hadoop;
    }
}

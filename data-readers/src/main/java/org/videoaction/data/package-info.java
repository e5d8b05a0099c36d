/**
 * What all readers share: files that are either whole or not there, problems with files in words, and progress that
 * can say stop. Videos become clips in the packages below; nothing here knows networks or KNIME.
 */
package org.videoaction.data;

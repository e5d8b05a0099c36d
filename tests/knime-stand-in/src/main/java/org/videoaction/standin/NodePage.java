package org.videoaction.standin;

/**
 * What the view of an executed node shows.
 *
 * @param html the page
 * @param initialData the data that it asks for first, as JSON
 */
public record NodePage(String html, String initialData) {}
